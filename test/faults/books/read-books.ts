import type pg from 'pg';
import { type ControlClient } from '../../../packages/simulator/src/control-client.js';
import {
  type AttemptEntry,
  type Books,
  type CallerEntry,
  type EventEntry,
  type OrderEntry,
} from './books.js';

/** The gateway itself is not asked: it could be wrong about itself. */
export async function readBooks(
  callers: readonly CallerEntry[],
  database: pg.Client,
  simulator: ControlClient,
): Promise<Books> {
  const { rows: orders } = await database.query<OrderEntry>(`
    SELECT id, idempotency_key AS key, organization_name AS organization, status, version, fence,
           sectigo_order_number AS "sectigoOrderNumber", problem->>'code' AS problem,
           next_attempt_at IS NOT NULL OR lease_expires_at > now() AS "looksAgain"
    FROM orders`);
  const { rows: events } = await database.query<EventEntry>(`
    SELECT e.order_id AS "orderId", e.client_id = o.client_id AS "ofOwner", e.version, e.data->>'status' AS status,
           split_part(e.type, '.', 1) AS about
    FROM events e JOIN orders o ON o.id = e.order_id
    WHERE e.seq <= newest_settled_event() ORDER BY e.order_id, e.seq`);
  const { rows: attempts } = await database.query<AttemptEntry>(
    'SELECT order_id AS "orderId", fence, outcome FROM attempts',
  );
  const purchases = (await simulator.ledger()).map(({ orderNumber, form }) => ({
    organization: form['organizationName'] ?? '',
    orderNumber: String(orderNumber),
  }));
  return { callers, orders, events, attempts, purchases };
}
