import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prepare } from '../../config/config.js';
import { openPool, schemaOf } from './connection.js';
import { type Prisma, PrismaClient } from './generated/client.js';
import { statementName } from './named-statement.js';

/**
 * A statement of an order's way takes milliseconds, and seconds while it waits for a lock. After so long the connection
 * is considered dead: calls that share the statement, or wait for the next, must not wait for ever.
 */
const ANSWERS_WITHIN_MS = 15_000;

interface Options {
  /**
   * Whether named statements are prepared: `auto`, unless there is a pooler. Behind one the next statement may find another
   * server, and only some poolers see to it that this one knows what the other has prepared.
   */
  readonly prepare?: Prepare;
  readonly answersWithinMs?: number;
}

/** The one pool of database connections of a process. */
@Injectable()
export class PrismaService extends PrismaClient implements OnApplicationShutdown {
  readonly pool: pg.Pool;
  private readonly nameOf: (sql: string) => string;
  private readonly answersWithinMs: number;

  constructor(
    url: string,
    poolSize: number,
    { prepare = 'auto', answersWithinMs = ANSWERS_WITHIN_MS }: Options = {},
  ) {
    let prepares = prepare === 'on';
    const pool = openPool(url, poolSize, (session) => {
      if (prepare === 'auto') prepares = session === 'direct';
    });
    const nameOf = (sql: string): string => (prepares ? statementName(sql) : '');
    const statementNameGenerator = ({ sql }: { sql: string }): string => nameOf(sql);
    super({ adapter: new PrismaPg(pool, { schema: schemaOf(url), statementNameGenerator }) });
    this.pool = pool;
    this.nameOf = nameOf;
    this.answersWithinMs = answersWithinMs;
  }

  /**
   * Runs a statement past Prisma's engine, which takes longer to pass on a statement of an order's way than Postgres takes
   * to run it. Rows have the driver's types: a numeric is text, JSON is parsed, a time is a `Date`.
   */
  async query<Row extends object>({ text, values }: Prisma.Sql): Promise<Row[]> {
    try {
      // the types do not know this limit of the driver; the pool gives up the connection
      const query: pg.QueryConfig & { query_timeout: number } = {
        name: this.nameOf(text),
        text,
        values,
        query_timeout: this.answersWithinMs,
      };
      const { rows } = await this.pool.query<Row>(query);
      return rows;
    } catch (error) {
      throw withoutRows(error);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.$disconnect();
    await this.pool.end();
  }
}

/** Postgres quotes in these members what a row holds, which is not for the log. */
function withoutRows(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) {
    error.detail = undefined;
    error.where = undefined;
  }
  return error;
}
