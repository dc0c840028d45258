import { Prisma } from '../platform/prisma/generated/client.js';
import { type OrderEventType } from './event-type.js';

/**
 * The SQL that writes an order's event beside the order's change: `source` is the CTE that returned the changed
 * rows (id, client_id, version, status, problem); `note` is the reason of who wished for it. One statement, so there is no change without its event.
 */
export function appendEvent(source: string, type: OrderEventType, note?: string | null): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO events (order_id, client_id, type, version, data)
    SELECT id, client_id, ${type}, version,
           jsonb_strip_nulls(jsonb_build_object('status', status, 'problem', problem->>'code', 'note', ${note ?? null}::text))
    FROM ${Prisma.raw(source)}`;
}
