import { type OrderEventType } from '../../events/event-type.js';
import { FINAL_STATUSES } from '../../orders/domain/order-status.js';
import { Prisma } from '../../platform/prisma/generated/client.js';

/** Events that make an order placed; its cost is known then and never changes. */
export const PLACED_EVENT_TYPES = ['order.placed', 'order.reconciled'] as const satisfies OrderEventType[];

/** Each makes an order final, in the status that the event tells. No order becomes final without one. */
const FINAL_EVENT_TYPES: readonly OrderEventType[] = [
  ...PLACED_EVENT_TYPES,
  'order.rejected',
  'order.failed',
  'order.cancelled',
];

export const MAKES_PLACED = Prisma.sql`type IN (${Prisma.join(PLACED_EVENT_TYPES)})`;
export const MAKES_FINAL = Prisma.sql`type IN (${Prisma.join(FINAL_EVENT_TYPES)})`;

/** For WHERE on orders: test orders are not billed. */
export const IS_BILLED = Prisma.sql`(NOT test AND cost IS NOT NULL)`;

/**
 * For WHERE: the events that are counted, as this statement sees the position. These are nearly all, so the sum keeps the
 * planner from looking them up by their number.
 */
export const IS_COUNTED = Prisma.sql`seq + 0 <= (SELECT last_seq FROM counting_position)`;

/**
 * For WHERE: the others, as this statement sees the position. `lastSeq` was read a moment before: it changes nothing in
 * the result, but tells the planner that these are few.
 */
export const notCounted = (lastSeq: bigint): Prisma.Sql =>
  Prisma.sql`seq > ${lastSeq} AND seq > (SELECT last_seq FROM counting_position)`;

/** (status, count): the final orders, from the counts and the events since. */
export const countedFinalOrders = (lastSeq: bigint): Prisma.Sql => Prisma.sql`
  SELECT status, count FROM final_order_counts
  UNION ALL SELECT status, -count FROM final_order_departures
  UNION ALL SELECT data->>'status', 1 FROM events WHERE ${notCounted(lastSeq)} AND ${MAKES_FINAL}`;

/** (status, count): the final orders, one by one. */
export const ALL_FINAL_ORDERS = Prisma.sql`
  SELECT status, count(*) FROM orders WHERE status = ANY(${FINAL_STATUSES}) GROUP BY status`;

/** (client_id, at, amount): the spend since then, from the counts and the events since. */
export const countedSpend = (lastSeq: bigint, since: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT client_id, day AS at, amount FROM daily_spend WHERE day >= ${since}
  UNION ALL SELECT orders.client_id, placed_at, cost FROM events JOIN orders ON orders.id = order_id
  WHERE ${notCounted(lastSeq)} AND ${MAKES_PLACED} AND placed_at >= ${since} AND ${IS_BILLED}`;

/** (client_id, at, amount): the same, order by order. */
export const allSpend = (since: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT client_id, placed_at AS at, cost AS amount FROM orders WHERE placed_at >= ${since} AND ${IS_BILLED}`;
