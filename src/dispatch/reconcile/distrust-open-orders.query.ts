import { appendEvent } from '../../events/append-event.query.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { withPrisma } from '../../platform/prisma/with-prisma.js';
import { orderMove } from '../../orders/order-move.query.js';

const DISTRUST = orderMove(['queued', 'submitting', 'held'], 'outcome-unknown');

/**
 * For a database that has lost its last writes (a backup, a replica that lagged): any order that was
 * open then may have been bought since. Each gets an attempt in place of the lost ones, from its last
 * change to now, and becomes outcome-unknown; the fencing number excludes earlier workers. Returns their number.
 */
export async function distrustOpenOrders(databaseUrl: string): Promise<number> {
  return withPrisma(databaseUrl, async (prisma) => {
    const orders = await prisma.$queryRaw<{ id: string }[]>(DISTRUST_OPEN_ORDERS);
    return orders.length;
  });
}

const DISTRUST_OPEN_ORDERS = Prisma.sql`
  WITH open AS (
    SELECT id, updated_at FROM orders WHERE ${DISTRUST.from} FOR UPDATE
  ), distrusted AS (
    UPDATE orders SET ${DISTRUST.set}, fence = fence + 1, lease_expires_at = NULL, next_attempt_at = NULL, problem = jsonb_build_object('code', 'outcome-unknown',
           'detail', 'The database was restored; the order may have been placed meanwhile.')
    FROM open WHERE orders.id = open.id
    RETURNING orders.id, client_id, version, status, problem, fence, open.updated_at AS since
  ), doubted AS (
    UPDATE orders SET fence = fence + 1 WHERE status = 'outcome-unknown' RETURNING id, fence, updated_at AS since
  ), doubtful AS (
    SELECT id, fence, since FROM distrusted UNION ALL SELECT id, fence, since FROM doubted
  ), attempt AS (
    INSERT INTO attempts (order_id, fence, worker, started_at, finished_at, outcome, reason)
    SELECT id, fence, 'restore', since, now(), 'unknown', 'database-restored' FROM doubtful
  ), search AS (
    INSERT INTO reconciliations (order_id, next_check_at) SELECT id, now() FROM doubtful
    ON CONFLICT (order_id) DO UPDATE SET next_check_at = now(), first_absent_at = NULL, resubmitted_at = NULL
  ), event AS (${appendEvent('distrusted', 'order.outcome-unknown')})
  SELECT id FROM doubtful`;
