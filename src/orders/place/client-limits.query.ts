import { Prisma } from '../../platform/prisma/generated/client.js';
import { type LimitReason, type LimitRefusal, refusalCode } from '../domain/limit-refusal.js';
import { type OrderDetails } from '../domain/order-details.js';

/** When an order's price is not known: it may cost anything, so it needs something that is left. */
const LEAST_COST = Prisma.sql`0.01`;

/** The same `room` for those who have no limits. */
export const NO_ROOM_NEEDED = Prisma.sql`room AS (SELECT NULL::text AS reason, NULL::numeric AS price, NULL::timestamptz AS nth_order WHERE false)`;

/**
 * CTEs that end in `room`: no row for a client without limits, else one row with the reason to refuse the order, or
 * null and the price to reserve. The client's row stays locked until the end of the transaction, so that orders of one
 * client with limits are accepted one after the other, whichever process they came to; the functions look at what has
 * been committed by then.
 */
export function clientRoom(clientId: string, details: OrderDetails): Prisma.Sql {
  const product = Prisma.sql`order_product(${details.certificateType}, ${productTraits(details)}::json)`;
  return Prisma.sql`client AS MATERIALIZED (
      SELECT id, orders_per_hour, spend_per_day FROM clients
      WHERE id = ${clientId} AND (orders_per_hour IS NOT NULL OR spend_per_day IS NOT NULL)
      FOR NO KEY UPDATE
    ), spend AS MATERIALIZED (
      SELECT spent, unpriced, price FROM client, client_spend(client.id, ${product})
      WHERE client.spend_per_day IS NOT NULL AND NOT ${details.test}
    ), used AS MATERIALIZED (
      SELECT orders_per_hour, spend_per_day, unpriced, spent, price,
             CASE WHEN spent IS NOT NULL THEN coalesce(price, ${LEAST_COST}) END AS expected,
             CASE WHEN orders_per_hour > 0 THEN client_nth_order(id, orders_per_hour) END AS nth_order
      FROM client LEFT JOIN spend ON true
    ), room AS MATERIALIZED (
      SELECT price, nth_order, CASE
          WHEN orders_per_hour = 0 THEN 'no-orders'
          WHEN nth_order IS NOT NULL THEN 'orders-of-the-hour'
          WHEN expected > spend_per_day THEN 'price'
          WHEN unpriced > 0 THEN 'open-price'
          WHEN spent + expected > spend_per_day THEN 'spend-of-the-day'
        END AS reason
      FROM used
    )`;
}

/** As much of the details as makes the product. */
function productTraits({ provisioning }: OrderDetails): string {
  return JSON.stringify({ provisioning: { method: provisioning.method } });
}

/** Columns of a `RoomRow`, from `room`. */
export const ROOM_COLUMNS = Prisma.sql`room.reason, CASE
    WHEN reason = 'orders-of-the-hour' THEN nth_order + interval '1 hour'
    WHEN reason = 'no-orders' THEN now() + interval '1 hour'
    WHEN reason IN ('price', 'spend-of-the-day') THEN date_trunc('day', now(), 'UTC') + interval '1 day'
    WHEN reason = 'open-price' THEN now() + interval '5 seconds'
  END AS "retryAt", clock_timestamp() AS "at"`;

/** No order of the client was refused, or why and until when it was. */
export interface RoomRow {
  readonly reason: LimitReason | null;
  readonly retryAt: Date | null;
  /** The database's clock. */
  readonly at: Date;
}

export function limitRefusal({ reason, retryAt, at }: RoomRow): LimitRefusal | undefined {
  if (reason === null || retryAt === null) return undefined;
  return { code: refusalCode(reason), reason, retryAt, retryAfterMs: retryAt.getTime() - at.getTime() };
}
