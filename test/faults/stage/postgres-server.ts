import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../packages/dev/src/embedded/embedded-postgres.js';
import {
  identify,
  isRunning,
  type ProcessIdentity,
} from '../../../packages/dev/src/embedded/process-identity.js';
import { eventually } from '../../support/eventually.js';
import { FaultProxy } from '../network/fault-proxy.js';

/** A crash of the server must be survived, a power cut need not: its files stay in the memory of this machine. */
const SETTINGS = { fsync: 'off', max_connections: '100' };

/** A Postgres of the suite's own behind a fault proxy; keeps its data, not its port, over a restart. */
export class PostgresServer {
  private constructor(
    private readonly dataDir: string,
    private server: EmbeddedPostgres,
    readonly proxy: FaultProxy,
  ) {}

  static async start(dataDir: string): Promise<PostgresServer> {
    const server = await startEmbeddedPostgres(dataDir, { settings: SETTINGS });
    return new PostgresServer(dataDir, server, await FaultProxy.start(targetOf(server.url)));
  }

  /** As the gateway reaches it. */
  proxiedUrl(database: string): string {
    const url = new URL(this.directUrl(database));
    url.port = String(this.proxy.port);
    return url.href;
  }

  /** As the suite itself looks into it. */
  directUrl(database: string): string {
    const url = new URL(this.server.url);
    url.pathname = `/${database}`;
    return url.href;
  }

  async createDatabase(name: string, tablespace = 'pg_default'): Promise<void> {
    await this.execute(`CREATE DATABASE "${name}" TABLESPACE "${tablespace}"`);
  }

  /** As superuser, outside the scenario's database. */
  async execute(sql: string): Promise<void> {
    const client = await connect(this.directUrl('postgres'));
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }

  /** A fast shutdown, and the start after it. */
  async restart(whileAway: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.server.stop();
    await whileAway();
    await this.startAgain();
  }

  /** kill -9 of the whole server, and the start with its recovery. */
  async crash(): Promise<void> {
    const server = this.identity();
    process.kill(server.pid, 'SIGKILL');
    await eventually(() => {
      if (isRunning(server)) throw new Error('Postgres is still there');
    });
    await this.startAgain();
  }

  async stop(): Promise<void> {
    await this.proxy.close();
    await this.server.stop();
  }

  private async startAgain(): Promise<void> {
    this.server = await startEmbeddedPostgres(this.dataDir, { settings: SETTINGS });
    this.proxy.redirect(targetOf(this.server.url));
  }

  private identity(): ProcessIdentity {
    const file = path.join(this.dataDir, 'postgres/cluster/postmaster.pid');
    const server = identify(Number.parseInt(readFileSync(file, 'utf8'), 10));
    if (server === null) throw new Error('Postgres does not run');
    return server;
  }
}

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'fault-suite' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

function targetOf(url: string): { host: string; port: number } {
  return { host: '127.0.0.1', port: Number(new URL(url).port) };
}
