import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { type FaultProxy } from '../network/fault-proxy.js';
import { GatewayProcess, OPERATOR_KEY, type Role, type Settings } from './gateway-process.js';
import { connect, PostgresServer } from './postgres-server.js';
import { RedisServer } from './redis-server.js';
import { LOGIN, SimulatorProcess } from './simulator-process.js';

/** What takes minutes in production takes seconds here, yet a busy machine answers in time. The lease is the first and 15 s. */
const QUICK: Settings = {
  SECTIGO_TIMEOUT_MS: '5000',
  SECTIGO_CONNECT_TIMEOUT_MS: '2000',
  SUBMIT_BACKOFF_MS: '200',
  SUBMIT_CONCURRENCY: '8',
  HOLD_PROBE_MS: '1000',
  RECONCILE_INTERVAL_MS: '1000',
  LOG_LEVEL: 'warn',
};

/** Postgres, Redis and the simulator behind fault proxies, and the gateway's processes in front of them. */
export class Stage {
  private readonly processes: GatewayProcess[] = [];
  private database = '';

  private constructor(
    private readonly dataDir: string,
    readonly postgres: PostgresServer,
    readonly redis: RedisServer,
    readonly simulator: SimulatorProcess,
  ) {}

  static async start(): Promise<Stage> {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'gateway-faults-'));
    // run as root, Postgres runs as another user, who must be able to enter
    chmodSync(dataDir, 0o755);
    const [postgres, redis, simulator] = await Promise.all([
      PostgresServer.start(dataDir),
      RedisServer.start(path.join(dataDir, 'redis')),
      SimulatorProcess.start(path.join(dataDir, 'simulator')),
    ]);
    return new Stage(dataDir, postgres, redis, simulator);
  }

  get apis(): readonly GatewayProcess[] {
    return this.processes.filter(({ role }) => role === 'api');
  }

  get workers(): readonly GatewayProcess[] {
    return this.processes.filter(({ role }) => role === 'worker');
  }

  /** The only worker, or the first. */
  get worker(): GatewayProcess {
    return first(this.workers);
  }

  get api(): GatewayProcess {
    return first(this.apis);
  }

  /** Healthy servers with nothing in them, and a database of the scenario's own. */
  async reset(tablespace?: string): Promise<void> {
    await this.heal();
    await this.redis.reset();
    await this.simulator.control.reset();
    this.database = `faults_${randomUUID().slice(0, 8)}`;
    await this.postgres.createDatabase(this.database, tablespace);
  }

  /** Ends every fault of the network. */
  async heal(): Promise<void> {
    const proxies: FaultProxy[] = [this.postgres.proxy, this.redis.proxy, this.simulator.proxy];
    for (const proxy of proxies) await proxy.heal();
  }

  /** A further process with its settings on top of the stage's; `start()` is left to the caller. */
  async add(role: Role, settings: Settings = {}, root?: string): Promise<GatewayProcess> {
    const environment = {
      ...QUICK,
      DATABASE_URL: this.postgres.proxiedUrl(this.database),
      REDIS_URL: this.redis.proxiedUrl,
      SECTIGO_URL: this.simulator.proxiedUrl,
      SECTIGO_LOGIN_NAME: LOGIN.name,
      SECTIGO_LOGIN_PASSWORD: LOGIN.password,
      OPERATOR_KEY,
      ...settings,
    };
    const process = await GatewayProcess.create(role, environment, root);
    this.processes.push(process);
    return process;
  }

  /** A connection of the suite's own to the scenario's database, past the proxy. */
  look(): Promise<pg.Client> {
    return connect(this.postgres.directUrl(this.database));
  }

  /** Statements as superuser within the scenario's database. */
  async sql<Row extends object>(text: string): Promise<Row[]> {
    const client = await this.look();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }

  get databaseName(): string {
    return this.database;
  }

  /** kill -9 of every process of the gateway. */
  async clear(): Promise<void> {
    await Promise.all(this.processes.splice(0).map((process) => process.kill()));
  }

  async stop(): Promise<void> {
    await this.clear();
    await Promise.all([this.postgres.stop(), this.redis.stop(), this.simulator.stop()]);
    rmSync(this.dataDir, { recursive: true });
  }
}

function first(processes: readonly GatewayProcess[]): GatewayProcess {
  const [process] = processes;
  if (process === undefined) throw new Error('there is no such process on the stage');
  return process;
}
