/** The servers of the bench: Debian's Postgres and Redis on free ports in a temporary directory, and the simulator. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { ROOT } from './root.mjs';

export const POSTGRES_BIN = '/usr/lib/postgresql/15/bin';
const SIMULATOR = path.join(ROOT, 'packages/simulator/dist/main.js');
const LOGIN = { name: 'bench', password: 'password-of-the-bench' };
/** As durable as they come: an accepted order is on the disk. */
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };

/** Throws when a server or the build is missing, before anything is started. */
function checkInstalled() {
  const wanted = {
    [`${POSTGRES_BIN}/postgres`]: 'apt-get install postgresql-15',
    [`${POSTGRES_BIN}/pgbench`]:
      'apt-get install postgresql-15 (pgbench is in postgresql-contrib of other systems)',
    [SIMULATOR]: 'npm run build',
  };
  const missing = Object.entries(wanted).filter(([file]) => !existsSync(file));
  if (spawnSync('redis-server', ['--version']).status !== 0)
    missing.push(['redis-server', 'apt-get install redis-server']);
  if (missing.length > 0)
    throw new Error(missing.map(([file, how]) => `${file} is missing: ${how}`).join('\n'));
}

export async function startServers() {
  checkInstalled();
  const embedded = path.join(ROOT, 'packages/dev/dist/embedded');
  const { startEmbeddedPostgres } = await import(path.join(embedded, 'embedded-postgres.js'));
  const { startEmbeddedRedis } = await import(path.join(embedded, 'embedded-redis.js'));
  const { binariesIn } = await import(path.join(embedded, 'postgres-binaries.js'));
  const directory = mkdtempSync(path.join(tmpdir(), 'gateway-bench-'));
  // Postgres does not run as root: its user has to pass
  chmodSync(directory, 0o711);
  const stops = [() => rmSync(directory, { recursive: true })];
  const stop = async () => {
    while (stops.length > 0) await stops.pop()();
  };
  try {
    const options = { settings: DURABLE, binaries: binariesIn(POSTGRES_BIN) };
    const postgres = await startEmbeddedPostgres(directory, options);
    stops.push(() => postgres.stop());
    const redis = await startEmbeddedRedis(directory, { kinds: ['redis-server'] });
    stops.push(() => redis.stop());
    const simulator = await startSimulator();
    stops.push(simulator.stop);
    return { directory, postgresUrl: postgres.url, redisUrl: redis.url, upstream: simulator, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** In a process of its own, its ledger in memory: it answers as fast as it can. */
async function startSimulator() {
  const child = spawn(process.execPath, [SIMULATOR], {
    env: {
      PATH: process.env.PATH,
      SIMULATOR_PORT: '0',
      SIMULATOR_LOGIN_NAME: LOGIN.name,
      SIMULATOR_LOGIN_PASSWORD: LOGIN.password,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const url = line.slice(line.indexOf('http'), line.indexOf('!AutoApplyOrder'));
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { url, control: new URL('/control/', url).href, login: LOGIN, stop };
}

/** Runs one statement outside any transaction and returns its rows. */
export async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
