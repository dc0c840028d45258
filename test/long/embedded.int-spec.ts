import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { readConfig } from '../../src/config/read-config.js';
import { startEmbeddedPostgres } from '../../packages/dev/src/embedded/embedded-postgres.js';
import { startEmbeddedRedis } from '../../packages/dev/src/embedded/embedded-redis.js';
import { identify } from '../../packages/dev/src/embedded/process-identity.js';
import { startServers } from '../../packages/dev/src/start-servers.js';

/** A gateway as far as its servers are concerned: the compiled code in a process of its own, which can be killed. */
const GATEWAY = `
  const { claimDataDir } = await import('./packages/dev/dist/embedded/data-dir-claim.js');
  const { startEmbeddedPostgres } = await import('./packages/dev/dist/embedded/embedded-postgres.js');
  const { startEmbeddedRedis } = await import('./packages/dev/dist/embedded/embedded-redis.js');
  const dataDir = process.argv[1];
  claimDataDir(dataDir);
  const postgres = await startEmbeddedPostgres(dataDir);
  const redis = await startEmbeddedRedis(dataDir, { kinds: ['redis-server', 'valkey-server', 'js-redis-server'] });
  process.on('SIGINT', () => console.log('draining'));
  console.log(JSON.stringify({ postgres: postgres.url, redis: redis.url }));
  setInterval(() => undefined, 60_000);
`;

interface Gateway {
  readonly process: ChildProcess;
  readonly lines: AsyncIterator<string>;
  readonly urls: { readonly postgres: string; readonly redis: string };
}

const running = new Set<ChildProcess>();

async function startGateway(dataDir: string, environment: NodeJS.ProcessEnv = {}): Promise<Gateway> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', GATEWAY, dataDir], {
    detached: true,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value } = (await lines.next()) as { value: string };
  return { process: child, lines, urls: JSON.parse(value) as Gateway['urls'] };
}

async function kill(gateway: Gateway): Promise<void> {
  gateway.process.kill('SIGKILL');
  await once(gateway.process, 'exit');
  running.delete(gateway.process);
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function untilRefused(url: string): Promise<void> {
  const deadline = Date.now() + 4_000;
  while (Date.now() < deadline) {
    try {
      await query(url, 'SELECT 1');
    } catch (error) {
      if (JSON.stringify(error).includes('ECONNREFUSED')) return;
    }
  }
  throw new Error('The server is still there.');
}

function postmasterOf(dataDir: string): number {
  return Number.parseInt(fs.readFileSync(path.join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8'), 10);
}

function temporaryDirectory(): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'gateway-embedded-'));
  fs.chmodSync(directory, 0o755);
  return directory;
}

/** The folders and files that users other than their owners may list or read, as far as they can get. */
function readableByOthers(entry: string): string[] {
  const { mode } = fs.lstatSync(entry);
  const found = (mode & 0o044) === 0 ? [] : [entry];
  const isPassable = (mode & fs.constants.S_IFMT) === fs.constants.S_IFDIR && (mode & 0o011) !== 0;
  if (!isPassable) return found;
  return [...found, ...fs.readdirSync(entry).flatMap((name) => readableByOthers(path.join(entry, name)))];
}

describe('the embedded servers', () => {
  let dataDir: string;

  beforeAll(async () => {
    dataDir = temporaryDirectory();
    const postgres = await startEmbeddedPostgres(dataDir);
    await query(postgres.url, 'CREATE TABLE kept (id int PRIMARY KEY)');
    await postgres.stop();
  });

  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
    running.clear();
  });

  afterAll(() => fs.rmSync(dataDir, { recursive: true }));

  it('keep what is stored, behind a password only their owner can read', async () => {
    const postgres = await startEmbeddedPostgres(dataDir);
    const redis = await startEmbeddedRedis(dataDir);
    const client = new Redis(redis.url);
    await query(postgres.url, 'INSERT INTO kept VALUES (1)');
    await client.set('kept', 'yes');
    client.disconnect();
    await Promise.all([postgres.stop(), redis.stop()]);

    const again = await startEmbeddedPostgres(dataDir);
    const redisAgain = await startEmbeddedRedis(dataDir);
    const clientAgain = new Redis(redisAgain.url);

    expect(await query(again.url, 'SELECT id FROM kept WHERE id = 1')).toEqual([{ id: 1 }]);
    expect(await clientAgain.get('kept')).toBe(redisAgain.kind === 'js-redis-server' ? null : 'yes');
    await expect(query(again.url.replace(/:[0-9a-f]{48}@/, ':guess@'), 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
    expect(fs.statSync(path.join(dataDir, 'postgres/superuser-password')).mode & 0o777).toBe(0o600);
    clientAgain.disconnect();
    await Promise.all([again.stop(), redisAgain.stop()]);
    await Promise.all([again.stop(), redisAgain.stop()]);
  });

  it('let other users read nothing, in a new folder and in one that an earlier version made', async () => {
    const config = readConfig({ DATA_DIR: path.join(dataDir, 'new', 'data') });
    const started = async (): Promise<void> => (await startServers(config, () => undefined)).stop();
    await started();
    expect(readableByOthers(path.join(dataDir, 'new'))).toEqual([]);

    for (const name of ['postgres', 'redis', 'simulator']) {
      const folder = path.join(config.dataDir, name);
      fs.chmodSync(folder, 0o755);
      if (name !== 'simulator') fs.chmodSync(path.join(folder, 'server.log'), 0o644);
    }
    await started();
    expect(readableByOthers(config.dataDir)).toEqual([]);
  });

  it('stay up through Ctrl-C, so that the gateway can drain', async () => {
    const gateway = await startGateway(dataDir);
    process.kill(-(gateway.process.pid ?? 0), 'SIGINT');

    expect((await gateway.lines.next()).value).toBe('draining');
    expect(await query(gateway.urls.postgres, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
    await kill(gateway);
    await untilRefused(gateway.urls.postgres);
  });

  it.each([
    ['by the kernel', process.env['PATH']],
    ['by a watching shell where setpriv is missing', undefined],
  ])('end %s when the gateway is killed, and start again with what was committed', async (_how, PATH) => {
    const id = PATH === undefined ? 2 : 3;
    const bare = PATH ?? withoutSetpriv();
    const gateway = await startGateway(dataDir, { PATH: bare });
    await query(gateway.urls.postgres, `INSERT INTO kept VALUES (${id})`);
    await kill(gateway);
    await untilRefused(gateway.urls.postgres);

    const next = await startEmbeddedPostgres(dataDir);
    expect(await query(next.url, `SELECT id FROM kept WHERE id = ${id}`)).toEqual([{ id }]);
    await next.stop();
  });

  /** A PATH with links to the Redis servers only. */
  function withoutSetpriv(): string {
    const folder = path.join(dataDir, 'bin');
    fs.mkdirSync(folder);
    for (const from of (process.env['PATH'] ?? '').split(path.delimiter)) {
      for (const name of ['redis-server', 'valkey-server']) {
        if (fs.existsSync(path.join(from, name))) {
          fs.rmSync(path.join(folder, name), { force: true });
          fs.symlinkSync(path.join(from, name), path.join(folder, name));
        }
      }
    }
    return folder;
  }

  it('recover when Postgres itself is killed under load', async () => {
    const first = await startEmbeddedPostgres(dataDir);
    await query(first.url, 'INSERT INTO kept VALUES (4)');
    const cut = expect(query(first.url, 'SELECT pg_sleep(60)')).rejects.toThrow();
    process.kill(postmasterOf(dataDir), 'SIGKILL');

    const second = await startEmbeddedPostgres(dataDir);
    expect(await query(second.url, 'SELECT id FROM kept WHERE id = 4')).toEqual([{ id: 4 }]);
    await second.stop();
    await cut;
    await first.stop();
  });

  it('take over from servers that outlived their gateway', async () => {
    const orphan = await startEmbeddedPostgres(dataDir);
    const redisOrphan = await startEmbeddedRedis(dataDir);

    const next = await startEmbeddedPostgres(dataDir);
    const redisNext = await startEmbeddedRedis(dataDir);

    await expect(query(orphan.url, 'SELECT 1')).rejects.toThrow();
    expect(await query(next.url, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
    await Promise.all([next.stop(), redisNext.stop(), orphan.stop(), redisOrphan.stop()]);
  });

  it('leave a stranger alone who got the process id of a former server', async () => {
    const first = await startEmbeddedPostgres(dataDir);
    const file = path.join(dataDir, 'postgres/cluster/postmaster.pid');
    const [, ...rest] = fs.readFileSync(file, 'utf8').split('\n');
    await first.stop();
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 60_000)']);
    await once(stranger, 'spawn');
    const { uid, gid } = fs.statSync(path.dirname(file));
    fs.writeFileSync(file, [String(stranger.pid), ...rest].join('\n'), { mode: 0o600 });
    fs.chownSync(file, uid, gid);

    const next = await startEmbeddedPostgres(dataDir);
    expect(identify(stranger.pid ?? 0)).not.toBeNull();
    await next.stop();
    stranger.kill('SIGKILL');
  });

  it('say what to do when there is no Redis to start', async () => {
    await expect(startEmbeddedRedis(dataDir, { kinds: [] })).rejects.toThrow(/set REDIS_URL/);
  });
});
