import { Prisma } from '../platform/prisma/generated/client.js';
import { type ExpectedVersions } from './domain/expected-versions.js';
import { mayMove, type OrderStatus, type SourceOf, UNSOLD_STATUSES } from './domain/order-status.js';

// literals, not parameters: the partial indexes are found by them
const listOf = (statuses: readonly OrderStatus[]): Prisma.Sql =>
  Prisma.raw(`(${statuses.map((status) => `'${status}'`).join(', ')})`);

/** For IN: the statuses in which nothing was bought and nothing will be. */
export const UNSOLD = listOf(UNSOLD_STATUSES);

/** For the SET of every change. The time never goes back, because duplicate guards compare it. */
export const UPDATED_NOW = Prisma.sql`updated_at = greatest(orders.updated_at, now())`;

/** For the SET of every change that callers can see. */
export const NEXT_VERSION = Prisma.sql`version = orders.version + 1, ${UPDATED_NOW}`;

/** The SQL condition that an order is at a version that its caller expects. */
export function isAtVersion(expected: ExpectedVersions): Prisma.Sql {
  return expected === null ? Prisma.sql`TRUE` : Prisma.sql`orders.version = ANY(${[...expected]}::int[])`;
}

/** Postgres says on this channel that an order has left the open statuses; the payload is its id. */
export const ORDER_CHANGED_CHANNEL = 'order_changed';

/** For the SELECT of a statement that settles orders: wakes the requests that wait for them. */
export const TELL_SETTLED = Prisma.sql`CASE WHEN status <> 'queued' THEN pg_notify(${ORDER_CHANGED_CHANNEL}, id)::text END`;

/** One move of an order, as SQL on the table `orders`. Every write of a status is made of one. */
export interface OrderMove {
  /** For SET: the new status and the next version. */
  readonly set: Prisma.Sql;
  /** For WHERE: the statuses that the move starts from. */
  readonly from: Prisma.Sql;
}

/** A move that is not in the table of moves does not compile. */
export function orderMove<To extends OrderStatus>(from: readonly SourceOf<To>[], to: To): OrderMove {
  return anyOrderMove(from, to);
}

/** For a target that is known only when it happens. Throws for a move that is not in the table. */
export function anyOrderMove(from: readonly OrderStatus[], to: OrderStatus): OrderMove {
  const forbidden = from.filter((status) => !mayMove(status, to));
  if (forbidden.length > 0) throw new Error(`no order moves from ${forbidden.join(', ')} to ${to}`);
  return {
    set: Prisma.sql`${Prisma.raw(`status = '${to}'`)}, ${NEXT_VERSION}`,
    from: Prisma.sql`orders.status IN ${listOf(from)}`,
  };
}
