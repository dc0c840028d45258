import type pg from 'pg';
import { insertQueuedOrders } from './queued-orders.js';

export interface PlacedOrder {
  readonly id: string;
  readonly orderNumber: string;
}

/** Orders that Sectigo has accepted, for tests below HTTP; their numbers at Sectigo count up from `firstNumber`. */
export async function insertPlacedOrders(
  database: pg.Pool,
  count: number,
  firstNumber = 3_040_824,
): Promise<PlacedOrder[]> {
  const ids = await insertQueuedOrders(database, count);
  const orders = ids.map((id, index) => ({ id, orderNumber: String(firstNumber + index) }));
  await database.query(
    `UPDATE orders SET status = 'placed', placed_at = now(), sectigo_order_number = placed.number, next_attempt_at = NULL
     FROM unnest($1::text[], $2::text[]) AS placed (id, number) WHERE orders.id = placed.id`,
    [ids, orders.map(({ orderNumber }) => orderNumber)],
  );
  return orders;
}
