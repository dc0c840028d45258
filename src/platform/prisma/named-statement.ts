import { createHash } from 'node:crypto';
import { Prisma } from './generated/client.js';

const NAME = /^\/\* ([a-z-]+) \*\//;
const HASH_LENGTH = 8;

/**
 * A statement that Postgres parses and plans once for each connection, and not each time. For those of an order's way:
 * each text stays in the memory of each connection, so it must be one of a few. The name shows in pg_stat_activity.
 */
export const named =
  (name: string) =>
  (...[[first = '', ...rest], ...values]: Parameters<typeof Prisma.sql>): Prisma.Sql =>
    Prisma.sql([`/* ${name} */${first}`, ...rest], ...values);

const names = new Map<string, string>();

/** The name of a `named` statement, with its text's hash as it may have a few forms; empty for all others. */
export function statementName(sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const label = NAME.exec(sql)?.[1];
  if (label === undefined) return '';
  const name = `${label}-${createHash('sha256').update(sql).digest('hex').slice(0, HASH_LENGTH)}`;
  names.set(sql, name);
  return name;
}
