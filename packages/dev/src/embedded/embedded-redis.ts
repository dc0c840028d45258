import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Redis } from 'ioredis';
import { readIdentity, writeIdentity } from './identity-file.js';
import { isRunning, terminate, type StopSignals } from './process-identity.js';
import {
  freePort,
  ServerExitedError,
  startServerProcess,
  untilReady,
  type ServerCommand,
  type ServerProcess,
} from './server-process.js';
import { ensurePrivateDirectory } from './service-account.js';

/** `js-redis-server` forgets everything when it stops and is slow: good enough to look around with. */
export type RedisKind = 'redis-server' | 'valkey-server' | 'js-redis-server';

export interface EmbeddedRedisOptions {
  /** The servers to look for, best first. */
  readonly kinds?: readonly RedisKind[];
}

export interface EmbeddedRedis {
  readonly url: string;
  readonly kind: RedisKind;
  stop(): Promise<void>;
}

const KINDS: readonly RedisKind[] = ['redis-server', 'valkey-server', 'js-redis-server'];
const START_TIMEOUT_MS = 30_000;
const ATTEMPTS = 5;
const PORT_TAKEN = /address already in use|EADDRINUSE/i;

const STOP: StopSignals = [
  ['SIGTERM', 5_000],
  ['SIGKILL', 1_000],
];

/** A Redis of our own under `dataDir`, on a free port of the loopback interface. */
export async function startEmbeddedRedis(
  dataDir: string,
  options: EmbeddedRedisOptions = {},
): Promise<EmbeddedRedis> {
  const kind = (options.kinds ?? KINDS).find(isAvailable);
  if (kind === undefined) {
    throw new Error(
      'No Redis to start: there is no redis-server or valkey-server on PATH and the npm package js-redis-server is not ' +
        'installed. Install one of them, or set REDIS_URL to a Redis server of yours.',
    );
  }
  const directory = path.join(path.resolve(dataDir), 'redis');
  ensurePrivateDirectory(directory);
  const identityFile = path.join(directory, 'server.pid');
  await stopPredecessor(identityFile);
  const { server, url } = await startWithRetries(kind, directory, identityFile);
  return { url, kind, stop: () => server.stop() };
}

function isAvailable(kind: RedisKind): boolean {
  if (kind !== 'js-redis-server') return spawnSync(kind, ['--version']).status === 0;
  try {
    createRequire(import.meta.url).resolve(kind);
    return true;
  } catch {
    return false;
  }
}

/** A server that outlived its gateway would go on writing to the same append-only file. */
async function stopPredecessor(identityFile: string): Promise<void> {
  const predecessor = readIdentity(identityFile);
  if (predecessor !== null && isRunning(predecessor)) await terminate(predecessor, STOP);
}

async function startWithRetries(
  kind: RedisKind,
  directory: string,
  identityFile: string,
): Promise<{ server: ServerProcess; url: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const password = kind === 'js-redis-server' ? null : randomBytes(24).toString('hex');
    const url = `redis://${password === null ? '' : `:${password}@`}127.0.0.1:${port}`;
    const server = await startServerProcess(commandFor(kind, directory, port, password));
    if (server.identity !== null) writeIdentity(identityFile, server.identity);
    try {
      await untilReady(server, () => answers(url), START_TIMEOUT_MS);
      return { server, url };
    } catch (error) {
      const passing = error instanceof ServerExitedError && PORT_TAKEN.test(error.message);
      if (!passing || attempt === ATTEMPTS) throw error;
    }
  }
}

function commandFor(
  kind: RedisKind,
  directory: string,
  port: number,
  password: string | null,
): ServerCommand {
  const rest = { account: null, logFile: path.join(directory, 'server.log'), stopSignals: STOP };
  if (password === null) {
    const entry = path.join(import.meta.dirname, 'js-redis-server.js');
    return { file: process.execPath, args: [entry, String(port)], ...rest };
  }
  return { file: kind, args: ['-'], stdin: configuration(directory, port, password), ...rest };
}

/** Read from standard input, so that the password is neither in a file nor in the process table. */
function configuration(directory: string, port: number, password: string): string {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    'protected-mode yes',
    `requirepass ${password}`,
    `dir ${JSON.stringify(directory)}`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'daemonize no',
    '',
  ].join('\n');
}

async function answers(url: string): Promise<boolean> {
  const client = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    disconnectTimeout: 50,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.ping();
    return true;
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}
