import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, type RunningConfig, type SectigoAccount } from './config/config.js';
import { claimDataDir } from './embedded/data-dir-claim.js';
import { startEmbeddedPostgres } from './embedded/embedded-postgres.js';
import { startEmbeddedRedis } from './embedded/embedded-redis.js';
import { ensureDirectory, ensurePrivateDirectory } from './embedded/service-account.js';
import { startSimulator } from './simulator/server.js';

type Stop = () => Promise<void> | void;

export interface StartedServers {
  readonly config: RunningConfig;
  /** What was started because nothing else was configured, for people. */
  readonly started: readonly string[];
  /** In the reverse order of starting. */
  stop(): Promise<void>;
}

/** Starts what the configuration does not name: Postgres, Redis, Sectigo's stand-in; makes an operator key. */
export async function startServers(config: Config, log: (message: string) => void): Promise<StartedServers> {
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
    const operatorKey = config.operatorKey ?? keptSecret(config.dataDir, 'operator-key', newOperatorKey);
    return { config: { ...config, databaseUrl, redisUrl, sectigo, operatorKey }, started, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startPostgres(
  config: Config,
  stops: Stop[],
  started: string[],
  log: (message: string) => void,
): Promise<string> {
  const postgres = await startEmbeddedPostgres(config.dataDir, { log });
  stops.push(() => postgres.stop());
  started.push('Postgres');
  return postgres.url;
}

async function startRedis(config: Config, stops: Stop[], started: string[]): Promise<string> {
  const redis = await startEmbeddedRedis(config.dataDir);
  stops.push(() => redis.stop());
  started.push(
    redis.kind === 'js-redis-server' ? 'js-redis-server (in memory, slow; install redis-server)' : redis.kind,
  );
  return redis.url;
}

const SIMULATED_LOGIN = 'simulated-reseller';

async function startStandIn(config: Config, stops: Stop[], started: string[]): Promise<SectigoAccount> {
  const login = { loginName: SIMULATED_LOGIN, loginPassword: randomBytes(18).toString('base64url') };
  // the ledger must outlive a restart like the database, or order numbers would come twice
  const dataDir = join(config.dataDir, 'simulator');
  ensurePrivateDirectory(dataDir);
  const simulator = await startSimulator({ ...login, dataDir });
  stops.push(() => simulator.close());
  started.push('Sectigo simulator');
  return { url: simulator.url, ...login };
}

const newOperatorKey = (): string => `sgo_${randomBytes(32).toString('base64url')}`;

/** A secret that is made once and then read: only this user may. */
export function keptSecret(dataDir: string, name: string, make: () => string): string {
  return readSecret(dataDir, name) ?? keepSecret(dataDir, name, make());
}

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
