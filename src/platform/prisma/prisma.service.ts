import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { openPool, schemaOf } from './connection.js';
import { PrismaClient } from './generated/client.js';
import { statementName } from './named-statement.js';

/** The one pool of database connections of a process. */
@Injectable()
export class PrismaService extends PrismaClient implements OnApplicationShutdown {
  /** For what must not pass through Prisma: the health check. */
  readonly pool: pg.Pool;

  constructor(url: string, poolSize: number) {
    // behind a pooler the next statement may find another server, which knows nothing of what this one has prepared
    let prepares = false;
    const pool = openPool(url, poolSize, (session) => {
      prepares = session === 'direct';
    });
    const statementNameGenerator = ({ sql }: { sql: string }): string => (prepares ? statementName(sql) : '');
    super({ adapter: new PrismaPg(pool, { schema: schemaOf(url), statementNameGenerator }) });
    this.pool = pool;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
    await this.pool.end();
  }
}
