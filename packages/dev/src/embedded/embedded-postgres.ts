import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findPostgres, type PostgresBinaries } from './postgres-binaries.js';
import { initialiseCluster, POSTGRES_STOP, stopPredecessor } from './postgres-cluster.js';
import { openPostgresHome, type PostgresHome } from './postgres-home.js';
import {
  freePort,
  ServerExitedError,
  startServerProcess,
  untilReady,
  type ServerProcess,
} from './server-process.js';

export interface EmbeddedPostgresOptions {
  readonly log?: (message: string) => void;
  /** Server settings on top of ours, such as `fsync: 'off'` for tests. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly binaries?: PostgresBinaries;
}

export interface EmbeddedPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

const DATABASE = 'gateway';
/** Generous, because recovery after a crash is part of it. */
const START_TIMEOUT_MS = 60_000;
const RETRY_FOR_MS = 10_000;
const RETRY_PAUSE_MS = 200;
const INVALID_PASSWORD = '28P01';

/** Another process took the port meanwhile, or the sessions of a killed server are still ending: worth another try. */
const PASSING = /could not bind|address already in use|pre-existing shared memory block/i;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  // pages come from memory or a solid-state disk: as dear as discs, an index is shunned for a deep page of a search
  random_page_cost: '1.1',
  log_checkpoints: 'off',
};

/** A Postgres of our own under `dataDir`, on a free port of the loopback interface, with the empty database `gateway`. */
export async function startEmbeddedPostgres(
  dataDir: string,
  options: EmbeddedPostgresOptions = {},
): Promise<EmbeddedPostgres> {
  const home = openPostgresHome(dataDir, options.log ?? (() => undefined));
  const binaries = options.binaries ?? findPostgres(home.account);
  await initialiseCluster(home, binaries);
  await stopPredecessor(home);
  const { server, port } = await startWithRetries(home, binaries, { ...SETTINGS, ...options.settings });
  try {
    await ensureDatabase(urlOf(home, port, 'postgres'));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: urlOf(home, port, DATABASE), stop: () => server.stop() };
}

async function startWithRetries(
  home: PostgresHome,
  binaries: PostgresBinaries,
  settings: Readonly<Record<string, string>>,
): Promise<{ server: ServerProcess; port: number }> {
  const deadline = Date.now() + RETRY_FOR_MS;
  for (;;) {
    const port = await freePort();
    try {
      return { server: await startOn(port, home, binaries, settings), port };
    } catch (error) {
      const passing = error instanceof ServerExitedError && PASSING.test(error.message);
      if (!passing || Date.now() > deadline) throw error;
      await sleep(RETRY_PAUSE_MS);
    }
  }
}

async function startOn(
  port: number,
  home: PostgresHome,
  binaries: PostgresBinaries,
  settings: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const flags = Object.entries({ ...settings, port: String(port) }).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);
  const server = await startServerProcess({
    file: binaries.postgres,
    args: ['-D', home.cluster, ...flags],
    account: home.account,
    logFile: home.logFile,
    stopSignals: POSTGRES_STOP,
  });
  await untilReady(server, () => accepts(urlOf(home, port, 'postgres')), START_TIMEOUT_MS);
  return server;
}

async function accepts(url: string): Promise<boolean> {
  try {
    await withClient(url, (client) => client.query('SELECT 1'));
    return true;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === INVALID_PASSWORD) throw error;
    return false;
  }
}

async function ensureDatabase(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  });
}

async function withClient(url: string, use: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  // A server that ends under the client rejects its query, too; without a listener it would end the whole process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

function urlOf({ password }: PostgresHome, port: number, database: string): string {
  return `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
}
