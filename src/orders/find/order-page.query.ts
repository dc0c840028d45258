import { Prisma } from '../../platform/prisma/generated/client.js';
import { idBornAt } from '../../shared/ids.js';
import { searchCondition } from './order-search.query.js';

export interface OrderFilter {
  readonly clientId?: string | undefined;
  readonly statuses?: readonly string[] | undefined;
  readonly certificateType?: string | undefined;
  readonly reference?: string | undefined;
  readonly test?: boolean | undefined;
  readonly createdAfter?: Date | undefined;
  readonly createdBefore?: Date | undefined;
  /** Only orders with an issued certificate that ends before. */
  readonly expiresBefore?: Date | undefined;
  /** Whether Sectigo issued something else than was ordered. */
  readonly mismatched?: boolean | undefined;
  readonly sectigoOrderNumber?: string | undefined;
  /** What the orders are waiting for at Sectigo. */
  readonly pending?: 'issuance' | 'revocation' | undefined;
  readonly certificateId?: string | undefined;
  /** Part of the organization's name, the reference or Sectigo's order number. */
  readonly q?: string | undefined;
}

export interface PageOf {
  readonly limit: number;
  /** The page begins after this order. Ids sort by time and never change, so a page cannot slip. */
  readonly cursor?: string | undefined;
}

/** How far the clock of a process that makes ids may be from that of the database, which says `created_at`. */
const CLOCK_TOLERANCE_MS = 24 * 3_600_000;

/**
 * The newest orders that pass the filter. Every status is looked up by itself, and their pages are merged: only then
 * does an index have them newest first, and the work does not grow with the number of orders.
 */
export function pageStatement(fields: readonly string[], filter: OrderFilter, page: PageOf): Prisma.Sql {
  const newest = Prisma.sql`ORDER BY id DESC LIMIT ${page.limit}`;
  const where = conditions(filter, page);
  const lookUp = (...status: Prisma.Sql[]): Prisma.Sql => {
    const all = Prisma.join([...status, ...where, Prisma.sql`TRUE`], ' AND ');
    const found = filter.expiresBefore === undefined ? all : newestIds(all, newest);
    return Prisma.sql`SELECT ${columns(fields)} FROM orders WHERE ${found} ${newest}`;
  };
  const statuses = [...new Set(filter.statuses)].map((status) => Prisma.sql`status = ${status}`);
  if (statuses.length < 2) return lookUp(...statuses);
  return Prisma.sql`(${Prisma.join(
    statuses.map((status) => lookUp(status)),
    ') UNION ALL (',
  )}) ${newest}`;
}

/** The same condition as for counts and alerts; a revoked or expired certificate needs no action. */
export const MISMATCHED = Prisma.sql`(certificate_mismatches <> '{}' AND certificate_status = 'issued')`;

/**
 * The newest orders have the certificates that end last, so a page of those that end soon has many orders to pass over:
 * their ids come first, from an index that says when each ends.
 */
function newestIds(all: Prisma.Sql, newest: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`id = ANY (ARRAY(SELECT id FROM orders WHERE ${all} ${newest}))`;
}

/** Fields under their own names: `created_at AS "createdAt"`. */
function columns(fields: readonly string[]): Prisma.Sql {
  const snake = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Prisma.raw(fields.map((field) => `${snake(field)} AS "${field}"`).join(', '));
}

function conditions(filter: OrderFilter, { cursor }: PageOf): Prisma.Sql[] {
  const { clientId, certificateType, reference, test, expiresBefore, mismatched } = filter;
  const { pending, sectigoOrderNumber, certificateId, q } = filter;
  const given = [
    clientId !== undefined && Prisma.sql`client_id = ${clientId}`,
    certificateType !== undefined && Prisma.sql`certificate_type = ${certificateType}`,
    reference !== undefined && referenceCondition(reference, clientId),
    test !== undefined && (test ? Prisma.sql`test` : Prisma.sql`NOT test`),
    expiresBefore !== undefined &&
      Prisma.sql`expires_at < ${expiresBefore} AND certificate_status = 'issued'`,
    mismatched !== undefined && (mismatched ? MISMATCHED : Prisma.sql`${MISMATCHED} IS NOT TRUE`),
    pending !== undefined && pendingCondition(pending),
    sectigoOrderNumber !== undefined && Prisma.sql`sectigo_order_number = ${sectigoOrderNumber}`,
    certificateId !== undefined && Prisma.sql`certificate_id = ${certificateId}`,
    q !== undefined && searchCondition(q),
    ...timeConditions(filter),
    cursor !== undefined && Prisma.sql`id < ${cursor}`,
  ];
  return given.filter((condition) => condition !== false);
}

/** Few orders: open revocations, and orders that are still polled. */
function pendingCondition(pending: 'issuance' | 'revocation'): Prisma.Sql {
  return pending === 'revocation'
    ? Prisma.sql`id = ANY (ARRAY(SELECT order_id FROM revocations WHERE status = 'requested'))`
    : Prisma.sql`id = ANY (ARRAY(SELECT order_id FROM status_polls WHERE next_poll_at IS NOT NULL))
        AND coalesce(certificate_status, 'pending') IN ('pending', 'awaiting-brand-validation')`;
}

/** References are unique within a client, so one look-up per client replaces another index. */
function referenceCondition(reference: string, clientId: string | undefined): Prisma.Sql {
  const among =
    clientId === undefined ? Prisma.sql`client_id = ANY (ARRAY(SELECT id FROM clients)) AND ` : Prisma.empty;
  return Prisma.sql`${among}reference = ${reference}`;
}

/** Bounds of the id, too, by which the orders are read: they end the reading where no match can follow. */
function timeConditions({ createdAfter, createdBefore }: OrderFilter): (Prisma.Sql | false)[] {
  const bound = (time: Date, toleranceMs: number): string =>
    idBornAt('ord', new Date(time.getTime() + toleranceMs));
  return [
    createdAfter !== undefined &&
      Prisma.sql`created_at > ${createdAfter} AND id >= ${bound(createdAfter, -CLOCK_TOLERANCE_MS)}`,
    createdBefore !== undefined &&
      Prisma.sql`created_at < ${createdBefore} AND id < ${bound(createdBefore, CLOCK_TOLERANCE_MS)}`,
  ];
}
