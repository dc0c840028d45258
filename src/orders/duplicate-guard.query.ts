import { Prisma } from '../platform/prisma/generated/client.js';
import { UNSOLD_STATUSES } from './domain/order-status.js';

/**
 * The SQL condition that nothing was bought and nothing will be for a row of `duplicate_guards`, save by the order
 * `exceptId` and the one that it renews. The order behind the guard must have ended after the guard was last taken: whoever waited for the guard's
 * lock sees the new guard but the old order. Nor may an earlier order of the last 24 hours be open or placed: the guard
 * knows only the newest, which `allowDuplicate` may have let in beside it.
 */
export function isUnsold(guard: string, exceptId: string, renewalOf: string | null = null): Prisma.Sql {
  const row = Prisma.raw(guard);
  const unsold = Prisma.join([...UNSOLD_STATUSES]);
  return Prisma.sql`((${row}.order_id = ${renewalOf}::text OR EXISTS (
    SELECT FROM orders newest WHERE newest.id = ${row}.order_id AND newest.updated_at >= ${row}.ordered_at
      AND newest.status IN (${unsold})
  )) AND NOT EXISTS (
    SELECT FROM orders earlier WHERE earlier.client_id = ${row}.client_id
      AND earlier.certificate_digest = ${row}.certificate_digest AND earlier.id <> ${exceptId}
      AND earlier.id IS DISTINCT FROM ${renewalOf}::text
      AND earlier.status NOT IN (${unsold}) AND earlier.created_at > now() - interval '24 hours'))`;
}
