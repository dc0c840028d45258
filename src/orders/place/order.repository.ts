import { Injectable } from '@nestjs/common';
import { appendEvent } from '../../events/append-event.query.js';
import { type Order, Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { violatedIndex } from '../../platform/prisma/sql-errors.js';
import { type Id } from '../../shared/ids.js';
import { Turns } from '../../shared/turns.js';
import {
  clientRoom,
  limitRefusal,
  NO_ROOM_NEEDED,
  ROOM_COLUMNS,
  type RoomRow,
} from './client-limits.query.js';
import { type LimitRefusal } from '../domain/limit-refusal.js';
import { type CsrSummary, type OrderDetails } from '../domain/order-details.js';
import { UNSOLD_STATUSES } from '../domain/order-status.js';
import { DUPLICATE_GUARD_INDEX, isUnsold } from './duplicate-guard.query.js';

export interface NewOrder {
  readonly id: Id<'ord'>;
  readonly clientId: string;
  /** Whether the client has limits, by what it was when it asked; others pay nothing for them. */
  readonly limited: boolean;
  readonly idempotencyKey: string;
  readonly requestDigest: string;
  readonly certificateDigest: string;
  readonly meaningDigest: string;
  readonly allowDuplicate: boolean;
  readonly details: OrderDetails;
  readonly csrSummary: CsrSummary | null;
  /** Of the span that accepts it; null: nobody traces. */
  readonly traceparent: string | null;
  /** The order that this one renews. */
  readonly renewalOf: string | null;
}

/** A guard refuses what was ordered before, a limit what is too much: neither changes anything. */
export type Acceptance =
  | { readonly kind: 'accepted'; readonly order: Order }
  | { readonly kind: 'guarded' }
  | { readonly kind: 'limited'; readonly refusal: LimitRefusal };

/** Which guard found the order before: the first that applies, in this order. */
export type EarlierOrder =
  | { readonly guard: 'idempotency-key'; readonly orderId: string; readonly requestDigest: string }
  | { readonly guard: 'reference' | 'renewal' | 'certificate'; readonly orderId: string };

const IDEMPOTENCY_INDEX = 'orders_client_id_idempotency_key_key';
const REFERENCE_INDEX = 'orders_client_id_reference_key';
export const RENEWAL_INDEX = 'orders_living_renewal_key';
const GUARDS: ReadonlySet<string | undefined> = new Set([
  IDEMPOTENCY_INDEX,
  REFERENCE_INDEX,
  RENEWAL_INDEX,
  DUPLICATE_GUARD_INDEX,
]);

/** Of the connections, which are shared with every other request. With fewer, a client's orders would come in more slowly. */
const PART_OF_A_CLIENT = 3 / 4;
/** Orders of a client with limits wait for each other in any case: there is no use in waiting with a connection. */
const MOST_OF_A_LIMITED_CLIENT = 1;
/** As long as for a connection. */
const TURN_WITHIN_MS = 5_000;

@Injectable()
export class OrderRepository {
  private readonly turns: Turns;
  private readonly limitedTurns = new Turns(MOST_OF_A_LIMITED_CLIENT, TURN_WITHIN_MS);

  constructor(private readonly prisma: PrismaService) {
    const atOnce = Math.max(1, Math.floor(prisma.pool.options.max * PART_OF_A_CLIENT));
    this.turns = new Turns(atOnce, TURN_WITHIN_MS);
  }

  /** A client's orders wait for each other here, with no connection, so that there are some for others. */
  inTurn<T>({ clientId, limited }: NewOrder, task: () => Promise<T>): Promise<T> {
    return (limited ? this.limitedTurns : this.turns).run(clientId, task);
  }

  /**
   * Stores the order with its event and all three guards against buying twice, in one statement: either all of it
   * is committed or nothing. The guards are unique indexes, so of any number of parallel requests one wins; there is
   * no moment between a look and a write. Limits are asked first, one order of a client after the other.
   */
  async accept(order: NewOrder): Promise<Acceptance> {
    try {
      const [row] = await this.prisma.$queryRaw<AcceptedRow[]>(acceptStatement(order));
      if (row?.createdAt)
        return { kind: 'accepted', order: acceptedOrder(order, row.createdAt, row.reservedCost) };
      const refusal = row && limitRefusal(row);
      return refusal ? { kind: 'limited', refusal } : { kind: 'guarded' };
    } catch (error) {
      if (GUARDS.has(violatedIndex(error))) return { kind: 'guarded' };
      throw error;
    }
  }

  /** The order that made a guard refuse; null only when it has become unsold in the meantime. */
  async findEarlier(order: NewOrder): Promise<EarlierOrder | null> {
    const { clientId, idempotencyKey, certificateDigest, meaningDigest } = order;
    const reference = order.details.reference ?? null;
    const rows = await this.prisma.$queryRaw<
      { guard: EarlierOrder['guard']; orderId: string; requestDigest: string }[]
    >`
      SELECT 'idempotency-key' AS guard, 1 AS rank, id AS "orderId", request_digest AS "requestDigest"
        FROM orders WHERE client_id = ${clientId} AND idempotency_key = ${idempotencyKey}
      UNION ALL
      SELECT 'reference', 2, id, '' FROM orders WHERE client_id = ${clientId} AND reference = ${reference}
      UNION ALL
      SELECT 'renewal', 3, id, '' FROM orders
        WHERE renewal_of = ${order.renewalOf} AND status NOT IN (${Prisma.join([...UNSOLD_STATUSES])})
      UNION ALL
      (SELECT 'certificate', 4, id, '' FROM orders
        WHERE client_id = ${clientId}
          AND (certificate_digest = ${certificateDigest} OR meaning_digest = ${meaningDigest})
          AND id IS DISTINCT FROM ${order.renewalOf} AND status NOT IN (${Prisma.join([...UNSOLD_STATUSES])})
        ORDER BY id DESC LIMIT 1)
      ORDER BY rank LIMIT 1`;
    return rows[0] ?? null;
  }
}

interface AcceptedRow extends RoomRow {
  readonly createdAt: Date | null;
  readonly reservedCost: Prisma.Decimal | null;
}

/**
 * Guards are taken in the order of their digests, as by every other statement. Programs that know the first digest alone
 * may run beside this one, so that an order of either is a duplicate to the other.
 */
function acceptStatement(order: NewOrder): Prisma.Sql {
  const { details } = order;
  const digests = [order.certificateDigest, order.meaningDigest];
  return Prisma.sql`
    WITH ${order.limited ? clientRoom(order.clientId, details) : NO_ROOM_NEEDED}, guard AS (
      INSERT INTO duplicate_guards AS guard (client_id, certificate_digest, order_id)
      SELECT ${order.clientId}, digest, ${order.id} FROM unnest(${digests}::text[]) AS digest
      WHERE NOT EXISTS (SELECT FROM room WHERE reason IS NOT NULL)
      ORDER BY digest
      ON CONFLICT (client_id, certificate_digest) DO UPDATE SET order_id = excluded.order_id, ordered_at = now()
      WHERE ${order.allowDuplicate}
         OR guard.ordered_at < now() - interval '24 hours'
         OR ${isUnsold('guard', order.id, order.renewalOf)}
      RETURNING order_id
    ), accepted AS (
      INSERT INTO orders (id, client_id, status, idempotency_key, request_digest, certificate_digest, meaning_digest,
                          reference, test, certificate_type, organization_name, details, csr_summary, next_attempt_at,
                          reserved_cost, traceparent, renewal_of)
      SELECT ${order.id}, ${order.clientId}, 'queued', ${order.idempotencyKey}, ${order.requestDigest},
             ${order.certificateDigest}, ${order.meaningDigest}, ${details.reference ?? null}, ${details.test}, ${details.certificateType},
             ${details.organization.name}, ${JSON.stringify(details)}::json,
             ${order.csrSummary && JSON.stringify(order.csrSummary)}::json, now(),
             (SELECT price FROM room), ${order.traceparent}, ${order.renewalOf}
      FROM (SELECT count(*) AS taken FROM guard) AS guards
      WHERE all_guards_taken(taken, ${digests.length})
      RETURNING id, client_id, version, status, problem, created_at, reserved_cost
    ), renewed AS (
      UPDATE orders SET renewed_by = accepted.id FROM accepted WHERE orders.id = ${order.renewalOf}
    ), event AS (${appendEvent('accepted', 'order.accepted')})
    SELECT created_at AS "createdAt", reserved_cost AS "reservedCost", ${ROOM_COLUMNS}
    FROM (SELECT) AS asked LEFT JOIN accepted ON true LEFT JOIN room ON true`;
}

/** The row that the statement has just written: nothing in it is unknown but the time. */
function acceptedOrder(order: NewOrder, createdAt: Date, reservedCost: Prisma.Decimal | null): Order {
  const { details } = order;
  return {
    id: order.id,
    clientId: order.clientId,
    status: 'queued',
    version: 1,
    idempotencyKey: order.idempotencyKey,
    requestDigest: order.requestDigest,
    certificateDigest: order.certificateDigest,
    meaningDigest: order.meaningDigest,
    reference: details.reference ?? null,
    test: details.test,
    certificateType: details.certificateType,
    organizationName: details.organization.name,
    details: details as unknown as Order['details'],
    csrSummary: order.csrSummary as unknown as Order['csrSummary'],
    problem: null,
    attempts: 0,
    fence: 0,
    sectigoOrderNumber: null,
    certificateId: null,
    certificateState: null,
    cost: null,
    reservedCost,
    paymentOutstanding: null,
    certificateStatus: null,
    certificateStatusDescription: null,
    issuedAt: null,
    revokedAt: null,
    expiresAt: null,
    expiryPolled: false,
    certificateMismatches: [],
    nextExpiryNoticeAt: null,
    nextAttemptAt: createdAt,
    leaseExpiresAt: null,
    createdAt,
    updatedAt: createdAt,
    placedAt: null,
    traceparent: order.traceparent,
    renewalOf: order.renewalOf,
    renewedBy: null,
  };
}
