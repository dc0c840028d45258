import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OPERATOR_KEY } from '../support/gateway.js';
import { Program } from '../support/program.js';
import { ScratchFolder } from '../support/scratch-folder.js';
import { createDatabase, redisPrefix, redisUrl, type TestDatabase } from '../support/servers.js';

const LISTING = pathToFileURL(path.resolve('test/support/list-scripts.mjs')).href;

/** What no process needs that nobody has configured otherwise. */
const NEVER = ['@nestjs/swagger', 'es-toolkit', 'yaml', 'jose', '@opentelemetry/sdk-trace'];

describe.each([
  { role: 'api', other: 'worker', without: ['@peculiar/x509'] },
  { role: 'worker', other: 'api', without: ['@bull-board/api'] },
])('a process of the role $role', ({ role, other, without }) => {
  const folder = new ScratchFolder();
  let database: TestDatabase;
  let program: Program;
  let scripts: string[];
  beforeAll(async () => {
    database = await createDatabase();
    const list = path.join(folder.path, 'scripts');
    program = new Program(
      folder.path,
      {
        DATABASE_URL: database.gatewayUrl,
        REDIS_URL: redisUrl(),
        QUEUE_PREFIX: redisPrefix(),
        OPERATOR_KEY,
        SECTIGO_URL: 'https://nowhere.invalid/',
        SECTIGO_LOGIN_NAME: 'nobody',
        SECTIGO_LOGIN_PASSWORD: 'none',
        ROLE: role,
        SCRIPTS_FILE: list,
        NODE_OPTIONS: `--import=${LISTING}`,
      },
      'main',
    );
    await program.start();
    await program.stop();
    scripts = readFileSync(list, 'utf8').split('\n');
  });
  afterAll(async () => {
    await program.stop('SIGKILL');
    folder.remove();
    await database.drop();
  });

  const packages = (): Set<string> =>
    new Set(scripts.flatMap((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []));

  it('loads no library that it does not need', () => {
    const loaded = packages();
    expect(loaded).toContain('bullmq');
    expect([...NEVER, ...without].filter((name) => loaded.has(name))).toEqual([]);
  });

  it('loads its own modules, and none of the other role', () => {
    const ours = scripts.flatMap((url) => /\/dist\/(.*)$/.exec(url)?.[1] ?? []);
    expect(ours).toContain(`app.${role}.module.js`);
    expect(ours.filter((file) => file.endsWith(`.${other}.module.js`))).toEqual([]);
  });
});
