import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.js';

/** How long a request waits for a free connection before it is told that storage is not available. */
const CONNECTION_TIMEOUT_MS = 5_000;

/** The one pool of database connections of a process. */
@Injectable()
export class PrismaService extends PrismaClient implements OnApplicationShutdown {
  /** For what must not pass through Prisma: the health check. */
  readonly pool: pg.Pool;

  constructor(url: string, poolSize: number) {
    const pool = new pg.Pool({
      connectionString: url,
      max: poolSize,
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      application_name: 'sectigo-gateway',
    });
    // an idle connection that breaks must not end the process: the next query opens another
    pool.on('error', () => undefined);
    super({ adapter: new PrismaPg(pool) });
    this.pool = pool;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
    await this.pool.end();
  }
}
