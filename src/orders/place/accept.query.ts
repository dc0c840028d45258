import { appendEvent } from '../../events/append-event.query.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { named } from '../../platform/prisma/named-statement.js';
import { UNSOLD } from '../order-move.query.js';
import { clientRoom, NO_ROOM_NEEDED, ROOM_COLUMNS, type RoomRow } from './client-limits.query.js';
import { isUnsold } from './duplicate-guard.query.js';
import { type ExpectedVersions } from '../domain/expected-versions.js';
import { type NewOrder } from './new-order.js';

/** For each order that was asked for. */
export interface AcceptedRow extends RoomRow {
  readonly id: string;
  /** Null: not accepted. */
  readonly createdAt: Date | null;
  /** A decimal number. */
  readonly reservedCost: string | null;
}

/** What an order has that no other of its client may have: two that share one of these are never stored by one statement. */
export function guardsOf(order: NewOrder): string[] {
  return [
    `key ${order.idempotencyKey}`,
    `certificate ${order.certificateDigest}`,
    `certificate ${order.meaningDigest}`,
    ...(order.details.reference === undefined ? [] : [`reference ${order.details.reference}`]),
    ...(order.renewalOf === null ? [] : [`renewal ${order.renewalOf}`]),
  ];
}

/**
 * Orders of one client. Those that are there already are left out first, so that they do not make the others fail; an
 * index refuses all of them when one came in at the same moment. Guards are taken in the order of their digests, as by
 * every other statement. Programs that know the first digest alone may run beside this one, so that an order of either is
 * a duplicate to the other.
 */
export function acceptStatement(orders: readonly NewOrder[]): Prisma.Sql {
  const [{ clientId, limited, details }] = orders as [NewOrder];
  const ofAsked = (column: string): Prisma.Sql =>
    Prisma.sql`(SELECT ${Prisma.raw(column)} FROM asked WHERE id = excluded.order_id)`;
  return named('accept-orders')`
    WITH ${limited ? clientRoom(clientId, details) : NO_ROOM_NEEDED}, asked AS MATERIALIZED (
      SELECT * FROM json_to_recordset(${JSON.stringify(orders.map(toRow))}::json) AS asked (
        id text, idempotency_key text, request_digest text, certificate_digest text, meaning_digest text,
        allow_duplicate boolean, reference text, test boolean, certificate_type text, organization_name text,
        details text, csr_summary text, traceparent text, renewal_of text, renewable_versions int[])
    ), fresh AS MATERIALIZED (
      SELECT * FROM asked
      WHERE NOT EXISTS (SELECT FROM room WHERE reason IS NOT NULL)
        AND ${isNew(clientId, 'idempotency_key')}
        AND ${isNew(clientId, 'reference')}
        AND NOT EXISTS (
          SELECT FROM orders WHERE orders.renewal_of = asked.renewal_of AND status NOT IN ${UNSOLD} OFFSET 0)
        AND (renewable_versions IS NULL OR EXISTS (
          SELECT FROM orders WHERE orders.id = asked.renewal_of AND version = ANY(renewable_versions)))
    ), guard AS (
      INSERT INTO duplicate_guards AS guard (client_id, certificate_digest, order_id)
      SELECT ${clientId}, digest, id FROM fresh, unnest(ARRAY[certificate_digest, meaning_digest]) AS digest
      ORDER BY digest
      ON CONFLICT (client_id, certificate_digest) DO UPDATE SET order_id = excluded.order_id, ordered_at = now()
      WHERE ${ofAsked('allow_duplicate')}
         OR guard.ordered_at < now() - interval '24 hours'
         OR ${isUnsold('guard', Prisma.sql`excluded.order_id`, ofAsked('renewal_of'))}
      RETURNING order_id
    ), accepted AS (
      INSERT INTO orders (id, client_id, status, idempotency_key, request_digest, certificate_digest, meaning_digest,
                          reference, test, certificate_type, organization_name, details, csr_summary, next_attempt_at,
                          reserved_cost, traceparent, renewal_of)
      SELECT id, ${clientId}, 'queued', idempotency_key, request_digest, certificate_digest, meaning_digest,
             reference, test, certificate_type, organization_name, details::json, csr_summary::json, now(),
             (SELECT price FROM room), traceparent, renewal_of
      FROM fresh JOIN (SELECT order_id, count(*) AS taken FROM guard GROUP BY order_id) AS guards ON order_id = id
      WHERE all_guards_taken(taken, 2)
      ORDER BY id
      RETURNING id, client_id, version, status, problem, created_at, reserved_cost, renewal_of
    ), renewed AS (
      UPDATE orders SET renewed_by = accepted.id FROM accepted WHERE orders.id = accepted.renewal_of
    ), event AS (${appendEvent('accepted', 'order.accepted')})
    SELECT asked.id, created_at AS "createdAt", reserved_cost AS "reservedCost", ${ROOM_COLUMNS}
    FROM asked LEFT JOIN accepted USING (id) LEFT JOIN room ON true`;
}

/**
 * Whether no order of the client has what the asked one has in this column. Looked up in the order of the index that has
 * both: a plan is made once, perhaps while there are no orders yet, and then any index that begins with the client seems
 * as good, though it leads to all orders of the client. What is absent would be looked for among all that is absent.
 */
function isNew(clientId: string, name: 'idempotency_key' | 'reference'): Prisma.Sql {
  const column = Prisma.raw(name);
  return Prisma.sql`(asked.${column} IS NULL OR NOT EXISTS (
          SELECT FROM (
            SELECT client_id, ${column} FROM orders WHERE (client_id, ${column}) >= (${clientId}, asked.${column})
            ORDER BY client_id, ${column} LIMIT 1
          ) AS nearest WHERE client_id = ${clientId} AND nearest.${column} = asked.${column}))`;
}

/** Columns by name. JSON is text in it: so it comes into its column as it was written. */
function toRow(order: NewOrder): Record<string, string | boolean | ExpectedVersions> {
  const { details, csrSummary } = order;
  return {
    id: order.id,
    idempotency_key: order.idempotencyKey,
    request_digest: order.requestDigest,
    certificate_digest: order.certificateDigest,
    meaning_digest: order.meaningDigest,
    allow_duplicate: order.allowDuplicate,
    reference: details.reference ?? null,
    test: details.test,
    certificate_type: details.certificateType,
    organization_name: details.organization.name,
    details: JSON.stringify(details),
    csr_summary: csrSummary && JSON.stringify(csrSummary),
    traceparent: order.traceparent,
    renewal_of: order.renewalOf,
    renewable_versions: order.renewableVersions,
  };
}
