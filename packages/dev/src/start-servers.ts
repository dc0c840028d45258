import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from '@sectigo-gateway/simulator';
import { claimDataDir } from './embedded/data-dir-claim.js';
import { startEmbeddedPostgres } from './embedded/embedded-postgres.js';
import { startEmbeddedRedis } from './embedded/embedded-redis.js';
import { ensureDirectory, ensurePrivateDirectory } from './embedded/service-account.js';
import { type Servers, type SimulatedAccount, type StartConfig } from './gateway.js';

const OPERATOR_KEY = 'operator-key';
const ENCRYPTION_KEY = 'encryption-key';
/** Where faults are scripted and certificates issued; the port is another one after each start. */
const SIMULATOR_CONTROL = 'simulator-control';

type Stop = () => Promise<void> | void;

export interface StartedServers<C extends StartConfig = StartConfig> {
  readonly config: C & Servers & { readonly sectigo: NonNullable<C['sectigo']> | SimulatedAccount };
  /** What was started because nothing else was configured, for people. */
  readonly started: readonly string[];
  /** The operator key itself when it was made for this start, else where to find it, for people. */
  readonly operatorKey: string;
  /** In the reverse order of starting. */
  stop(): Promise<void>;
}

/** Starts what the configuration does not name: Postgres, Redis, Sectigo's stand-in; makes keys. */
export async function startServers<C extends StartConfig>(
  config: C,
  log: (message: string) => void,
): Promise<StartedServers<C>> {
  const stops: Stop[] = [];
  const started: string[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    if (!config.databaseUrl || !config.redisUrl || !config.sectigo) {
      const claim = claimDataDir(config.dataDir);
      stops.push(() => claim.release());
    }
    const databaseUrl = config.databaseUrl ?? (await startPostgres(config, stops, started, log));
    const redisUrl = config.redisUrl ?? (await startRedis(config, stops, started));
    const sectigo = config.sectigo ?? (await startStandIn(config, stops, started));
    const operator = config.operatorKey === undefined ? ownOperatorKey(config) : ofTheirs(config.operatorKey);
    const encryptionKeys = config.encryptionKeys ?? ownEncryptionKeys(config);
    const complete = { ...config, databaseUrl, redisUrl, sectigo, operatorKey: operator.key, encryptionKeys };
    return { config: complete, started, operatorKey: operator.words, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startPostgres(
  config: StartConfig,
  stops: Stop[],
  started: string[],
  log: (message: string) => void,
): Promise<string> {
  const postgres = await startEmbeddedPostgres(config.dataDir, { log });
  stops.push(() => postgres.stop());
  started.push('Postgres');
  return postgres.url;
}

async function startRedis(config: StartConfig, stops: Stop[], started: string[]): Promise<string> {
  const redis = await startEmbeddedRedis(config.dataDir);
  stops.push(() => redis.stop());
  started.push(
    redis.kind === 'js-redis-server' ? 'js-redis-server (in memory, slow; install redis-server)' : redis.kind,
  );
  return redis.url;
}

const SIMULATED_LOGIN = 'simulated-reseller';

async function startStandIn(
  config: StartConfig,
  stops: Stop[],
  started: string[],
): Promise<SimulatedAccount> {
  const login = { loginName: SIMULATED_LOGIN, loginPassword: randomBytes(18).toString('base64url') };
  // the ledger must outlive a restart like the database, or order numbers would come twice
  const dataDir = join(config.dataDir, 'simulator');
  ensurePrivateDirectory(dataDir);
  const simulator = await startSimulator({ ...login, dataDir });
  stops.push(() => simulator.close());
  keepSecret(config.dataDir, SIMULATOR_CONTROL, simulator.controlUrl.replace(/\/$/, ''));
  started.push('Sectigo simulator');
  return { simulated: true, url: simulator.url, ...login };
}

interface OperatorKey {
  readonly key: string;
  readonly words: string;
}

/** What people chose is shown to nobody. */
const ofTheirs = (key: string): OperatorKey => ({ key, words: 'OPERATOR_KEY, as you set it' });

/** Shown once, and only beside a simulator and a database of our own: the output of other processes is kept elsewhere. */
function ownOperatorKey({ dataDir, databaseUrl, sectigo }: StartConfig): OperatorKey {
  const words = `in ${join(dataDir, OPERATOR_KEY)}`;
  const kept = readSecret(dataDir, OPERATOR_KEY);
  if (kept !== undefined) return { key: kept, words };
  const key = keepSecret(dataDir, OPERATOR_KEY, `sgo_${randomBytes(32).toString('base64url')}`);
  return { key, words: databaseUrl === undefined && sectigo === undefined ? key : words };
}

/** Kept beside the database of our own. Another database may have other processes, which would not know the key. */
function ownEncryptionKeys({ dataDir, databaseUrl }: StartConfig): Buffer[] | undefined {
  if (databaseUrl !== undefined) return undefined;
  const key =
    readSecret(dataDir, ENCRYPTION_KEY) ??
    keepSecret(dataDir, ENCRYPTION_KEY, randomBytes(32).toString('base64'));
  return [Buffer.from(key, 'base64')];
}

/** A secret that is made once and then read: only this user may. */
export function readSecret(dataDir: string, name: string): string | undefined {
  try {
    return readFileSync(join(dataDir, name), 'utf8').trim();
  } catch {
    return undefined;
  }
}

export function keepSecret(dataDir: string, name: string, secret: string): string {
  ensureDirectory(dataDir);
  writeFileSync(join(dataDir, name), `${secret}\n`, { mode: 0o600 });
  return secret;
}
