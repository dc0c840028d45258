import { Prisma } from '../platform/prisma/generated/client.js';
import { UNSOLD_STATUSES } from './domain/order-status.js';

/**
 * The SQL condition that the order behind a row of `duplicate_guards` has bought nothing and will not. It must have
 * ended after the guard was last taken: whoever waited for the guard's lock sees the new guard but the old order.
 */
export function isUnsold(guard: string): Prisma.Sql {
  const row = Prisma.raw(guard);
  return Prisma.sql`EXISTS (
    SELECT FROM orders earlier WHERE earlier.id = ${row}.order_id AND earlier.updated_at >= ${row}.ordered_at
      AND earlier.status IN (${Prisma.join([...UNSOLD_STATUSES])}))`;
}
