import { Prisma } from '../../platform/prisma/generated/client.js';
import { UNSOLD } from '../order-move.query.js';

/** The unique index that refuses an order that got some of the guards, but not all. */
export const DUPLICATE_GUARD_INDEX = 'duplicate_guards_pkey';

/**
 * The SQL condition that nothing was bought and nothing will be for a row of `duplicate_guards`, save by the order
 * `exceptId` and the one that it renews. The order behind the guard must have ended after the guard was last taken: whoever waited for the guard's
 * lock sees the new guard but the old order. Nor may an earlier order of the last 24 hours be open or placed: the guard
 * knows only the newest, which `allowDuplicate` may have let in beside it.
 */
export function isUnsold(guard: string, exceptId: Prisma.Sql, renewalOf = Prisma.sql`NULL`): Prisma.Sql {
  const row = Prisma.raw(guard);
  return Prisma.sql`((${row}.order_id = ${renewalOf} OR EXISTS (
    SELECT FROM orders newest WHERE newest.id = ${row}.order_id AND newest.updated_at >= ${row}.ordered_at
      AND newest.status IN ${UNSOLD}
  )) AND NOT EXISTS (
    SELECT FROM orders earlier WHERE earlier.client_id = ${row}.client_id
      AND (earlier.certificate_digest = ${row}.certificate_digest OR earlier.meaning_digest = ${row}.certificate_digest)
      AND earlier.id <> ${exceptId} AND earlier.id IS DISTINCT FROM ${renewalOf}
      AND earlier.status NOT IN ${UNSOLD} AND earlier.created_at > now() - interval '24 hours'))`;
}

/** The SQL condition that a row of `duplicate_guards` is one of those of an order, which has one for each of its digests. */
export function isGuardOf(guard: string, order: string): Prisma.Sql {
  const [row, of] = [Prisma.raw(guard), Prisma.raw(order)];
  return Prisma.sql`(${row}.client_id = ${of}.client_id
    AND ${row}.certificate_digest IN (${of}.certificate_digest, ${of}.meaning_digest))`;
}

/** The SQL condition that no newer order of the client asks for the certificate of the one whose id is in this column. */
export function isNewestOfItsKind(orderId: string): Prisma.Sql {
  const id = Prisma.raw(orderId);
  return Prisma.sql`(SELECT bool_and(guard.order_id = own.id) FROM orders AS own JOIN duplicate_guards AS guard
    ON ${isGuardOf('guard', 'own')} WHERE own.id = ${id})`;
}
