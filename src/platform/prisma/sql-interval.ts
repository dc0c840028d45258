import { Prisma } from './generated/client.js';

/** So many milliseconds, or what this expression gives of them, as an interval of Postgres. */
export const intervalOf = (ms: number | Prisma.Sql): Prisma.Sql =>
  Prisma.sql`make_interval(secs => ${ms}::float8 / 1000)`;
