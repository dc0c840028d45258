import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ApiClient } from '../support/api-client.js';
import { cli } from '../support/cli.js';
import { Program } from '../support/program.js';
import { createDatabase, redisPrefix, redisUrl, type TestDatabase } from '../support/servers.js';

const ROOT = path.resolve(__dirname, '../..');
const OPERATOR_KEY = 'operator-key-s3cret-0123456789';

describe('the command line', () => {
  it('says what there is', async () => {
    const help = await cli(['--help']);
    expect(help.code).toBe(0);
    for (const name of ['start', 'migrate', 'after-restore', 'verify-account', 'reread', 'keys', 'openapi']) {
      expect(help.out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    }
  });

  it.each([[[]], [['constructor']], [['migrate', '--unknown']]])('refuses %j', async (args) => {
    const { code, out, err } = await cli(args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/usage: sectigo-gateway|Unknown option/);
  });

  it('prints the document of the API, and compares it with a file', async () => {
    const file = path.join(ROOT, 'openapi.yaml');
    expect((await cli(['openapi'])).out).toBe(readFileSync(file, 'utf8'));
    expect((await cli(['openapi', '--check', file])).code).toBe(0);
    expect((await cli(['openapi', '--check', path.join(ROOT, 'package.json')])).code).toBe(1);
  });

  it('makes secrets that the gateway takes, others each time', async () => {
    const [one, other] = await Promise.all([cli(['keys']), cli(['keys'])]);
    expect(one.out).toMatch(
      /^OPERATOR_KEY=[\w-]{43}\nMETRICS_TOKEN=[\w-]{43}\nNOTIFICATION_PASSWORD=[\w-]{43}\nENCRYPTION_KEY=[\w-]{43}\n$/,
    );
    expect(one.out).not.toBe(other.out);
  });

  it('without DATABASE_URL migrates nothing', async () => {
    expect(await cli(['migrate'])).toEqual({
      code: 1,
      out: '',
      err: 'DATABASE_URL is needed: it names the database\n',
    });
  });
});

describe('a gateway that may not migrate', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let limitedUrl: string;
  const user = `limited_${process.pid}`;
  beforeAll(async () => {
    database = await createDatabase('empty');
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    await owner.query(`CREATE ROLE ${user} LOGIN PASSWORD 'limited'`);
    const url = new URL(database.url);
    [url.username, url.password] = [user, 'limited'];
    limitedUrl = url.href;
  });
  afterAll(async () => {
    await owner.query(`DROP OWNED BY ${user}; DROP ROLE ${user}`);
    await owner.end();
    await database.drop();
  });

  it('waits for somebody who may, and then runs on tables alone', async () => {
    const program = new Program(
      undefined,
      {
        DATABASE_URL: limitedUrl,
        REDIS_URL: redisUrl(),
        QUEUE_PREFIX: redisPrefix(),
        OPERATOR_KEY,
        SECTIGO_URL: 'http://127.0.0.1:9/products/',
        SECTIGO_LOGIN_NAME: 'reseller',
        SECTIGO_LOGIN_PASSWORD: 's3cret',
        MIGRATE_ON_START: 'false',
      },
      'main',
    );
    expect(await program.refusal()).toEqual([
      expect.stringMatching(/^DATABASE_URL: the database lacks \d+ .*run sectigo-gateway migrate/),
    ]);

    const migrated = await cli(['migrate'], { DATABASE_URL: database.url });
    expect(migrated.out).toMatch(/^applied \d+ migrations\n$/);
    const granted = await cli(['migrate', '--grant', user], { DATABASE_URL: database.url });
    expect(granted.out).toBe(`the database is up to date\n${user} may run the gateway\n`);
    await owner.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');

    await program.start();
    const operator = new ApiClient(program.url, OPERATOR_KEY);
    expect((await operator.get('/health/ready')).body).toMatchObject({ status: 'ok' });
    const client = await operator.post('/v1/clients', { name: 'limited' });
    expect(client.status).toBe(201);
    expect(await program.stop()).toBe(0);
  });

  it('is not let in by a name that is no role', async () => {
    const refused = await cli(['migrate', '--grant', 'no"body'], { DATABASE_URL: database.url });
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/^role "no"body" does not exist$/m);
  });
});
