import { Prisma } from './generated/client.js';

/** So many milliseconds as an interval of Postgres. */
export const intervalOf = (ms: number): Prisma.Sql =>
  Prisma.sql`make_interval(secs => ${ms / 1_000}::float8)`;
