import { afterAll, beforeAll } from '@jest/globals';
import { type INestApplication, type Type } from '@nestjs/common';
import type pg from 'pg';
import { type Config, type RunningConfig } from '../../src/config/config.js';
import { ControlClient } from '../../packages/simulator/src/control-client.js';
import { type RunningSimulator } from '../../packages/simulator/src/server.js';
import { ApiClient } from './api-client.js';
import { type Built, loadBuilt } from './built.js';
import { checkEvents } from './check-events.js';
import { reach } from './contract-proxy.js';
import { current } from './current.js';
import { createDatabase, redisPrefix, redisUrl, type TestDatabase } from './servers.js';
import { poolOf } from './pool.js';

export const OPERATOR_KEY = 'operator-key-of-the-tests';
export const SIMULATOR_LOGIN = { loginName: 'test-reseller', loginPassword: 'canary-pässword & 100%+1=2' };

/** Settings other than the tests' own; those of sending may be given in part. */
export type Overrides = Partial<Omit<Config, 'submissions'>> & {
  readonly submissions?: Partial<Config['submissions']>;
};

/** A gateway of the test's own, in this process: its own database, simulator and keys in the shared Redis. */
export interface TestGateway {
  readonly url: string;
  readonly config: RunningConfig;
  readonly database: TestDatabase;
  /** Connections to its database; they end with it. */
  readonly sql: pg.Pool;
  readonly simulator: ControlClient;
  /** Calls with the operator's key. */
  readonly operator: ApiClient;
  /** A new client with a key of its own. */
  client(name?: string): Promise<ApiClient & { readonly id: string }>;
  /** One more gateway on the same database, queue and simulator, as another process would be; ends with this one. */
  join(overrides?: Overrides): Promise<ApiClient>;
  /** Ends the gateway, and those that joined it, and starts it again on the same database, with other settings if given. */
  restart(overrides?: Overrides): Promise<void>;
  /** One of its objects, by the class and where that is built. */
  provider<T extends object>(path: string, className: string): Promise<T>;
  stop(): Promise<void>;
}

export async function startGateway(
  overrides: Overrides = {},
  ownDatabase?: TestDatabase,
  personality?: string,
): Promise<TestGateway> {
  const built = await loadBuilt();
  const start = (config: RunningConfig): Promise<Started> => startApp(built, config);
  const database = ownDatabase ?? (await createDatabase());
  const simulator = await built.startSimulator({
    ...SIMULATOR_LOGIN,
    ...(personality !== undefined && { personality }),
  });
  const config = testConfig(built, database, simulator, overrides);
  let { url, stop, app } = await start(config).catch(async (error: unknown) => {
    await simulator.close();
    await database.drop();
    throw error;
  });
  const sql = poolOf(database.url);
  const joined: (() => Promise<void>)[] = [];
  const endJoined = async (): Promise<void> => {
    await Promise.all(joined.splice(0).map((end) => end()));
  };
  const operator = (): ApiClient => new ApiClient(url, OPERATOR_KEY);
  return {
    get url() {
      return url;
    },
    config,
    database,
    sql,
    simulator: new ControlClient(simulator.controlUrl),
    get operator() {
      return operator();
    },
    client: async (name = 'a service') => {
      const created = await operator().post('/v1/clients', { name });
      const { id, key } = created.body as { id: string; key: string };
      return Object.assign(new ApiClient(url, key), { id });
    },
    join: async (changed = {}) => {
      const other = await start(withOverrides(config, changed));
      joined.push(other.stop);
      return new ApiClient(other.url, OPERATOR_KEY);
    },
    restart: async (changed = {}) => {
      await endJoined();
      await stop();
      ({ url, stop, app } = await start(withOverrides(config, changed)));
    },
    provider: async <T extends object>(path: string, className: string) => {
      const exports = (await importBuilt(path)) as Record<string, Type<T>>;
      return app.get(exports[className] as Type<T>, { strict: false });
    },
    stop: async () => {
      await endJoined();
      await stop();
      await simulator.close();
      await sql.end();
      await database.drop();
    },
  };
}

function testConfig(
  { readConfig }: Built,
  database: TestDatabase,
  simulator: RunningSimulator,
  overrides: Overrides,
): RunningConfig {
  const defaults = readConfig({
    PORT: '0',
    OPERATOR_KEY,
    LOG_LEVEL: 'silent',
    SUBMIT_BACKOFF_MS: '50',
    // that only tests in test/servers set
    DATABASE_PREPARE: process.env['TEST_DATABASE_PREPARE'],
  });
  const running = {
    ...defaults,
    operatorKey: OPERATOR_KEY,
    databaseUrl: database.gatewayUrl,
    redisUrl: redisUrl(),
    queuePrefix: redisPrefix(),
    sectigo: { url: simulator.url, ...SIMULATOR_LOGIN },
  };
  return withOverrides(running, overrides);
}

function withOverrides(config: RunningConfig, overrides: Overrides): RunningConfig {
  return { ...config, ...overrides, submissions: { ...config.submissions, ...overrides.submissions } };
}

interface Started {
  readonly url: string;
  readonly app: INestApplication;
  readonly stop: () => Promise<void>;
}

async function startApp(
  { createApp, createLogger, listen, openTracing }: Built,
  config: RunningConfig,
): Promise<Started> {
  const tracing = await openTracing(config);
  const app = await createApp(config, createLogger(config, tracing), tracing);
  const reached = await reach(await listen(app, config));
  const stop = async (): Promise<void> => {
    await reached.stop();
    await app.close();
    await tracing.stop();
  };
  return { url: reached.url, app, stop };
}

/** A gateway for the tests of the enclosing `describe`: started before the first of them and ended after the last. */
export function withGateway(overrides: Overrides = {}): TestGateway {
  let gateway: TestGateway | undefined;
  beforeAll(async () => {
    gateway = await startGateway(overrides);
  });
  afterAll(async () => {
    if (gateway && process.env['CONTRACT_TRAFFIC'] !== undefined) await checkEvents(gateway);
    await gateway?.stop();
  });
  return current(() => gateway);
}
