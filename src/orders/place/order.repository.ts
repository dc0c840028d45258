import { Injectable } from '@nestjs/common';
import { type Order, Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { GroupCommit } from '../../platform/prisma/group-commit.js';
import { violatedIndex } from '../../platform/prisma/sql-errors.js';
import { acceptStatement, type AcceptedRow, guardsOf } from './accept.query.js';
import { limitRefusal } from './client-limits.query.js';
import { type LimitRefusal } from '../domain/limit-refusal.js';
import { UNSOLD } from '../order-move.query.js';
import { DUPLICATE_GUARD_INDEX } from './duplicate-guard.query.js';
import { type NewOrder } from './new-order.js';

/** Refusals: a guard (a repeated order) or a limit. Neither changes anything. */
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

/** Statements of one client: the connections are for all of them. */
const AT_ONCE = 2;
/** Orders of a client with limits wait for each other in any case: each must see what the one before has used up. */
const ONE_BY_ONE = { atOnce: 1, most: 1 };

@Injectable()
export class OrderRepository {
  private readonly groups: GroupCommit<NewOrder, Acceptance>;
  private readonly oneByOne: GroupCommit<NewOrder, Acceptance>;

  constructor(private readonly prisma: PrismaService) {
    const options = {
      run: (orders: readonly NewOrder[]) => this.acceptTogether(orders),
      laneOf: ({ clientId }: NewOrder) => clientId,
      keysOf: guardsOf,
    };
    this.groups = new GroupCommit({ ...options, atOnce: AT_ONCE });
    this.oneByOne = new GroupCommit({ ...options, ...ONE_BY_ONE });
  }

  /**
   * Stores the order with its event and all guards against buying twice, in one statement: either all of it is
   * committed or nothing. The guards are unique indexes, so of any number of parallel requests one wins; there is
   * no moment between a look and a write. Limits are asked first, one order of a client after the other. Orders of a
   * client that come together share the statement.
   */
  async accept(order: NewOrder): Promise<Acceptance> {
    try {
      return await (order.limited ? this.oneByOne : this.groups).add(order);
    } catch (error) {
      if (GUARDS.has(violatedIndex(error))) return { kind: 'guarded' };
      throw error;
    }
  }

  private async acceptTogether(orders: readonly NewOrder[]): Promise<Acceptance[]> {
    const rows = await this.prisma.query<AcceptedRow>(acceptStatement(orders));
    const accepted = new Map(rows.map((row) => [row.id, row]));
    return orders.map((order) => {
      const row = accepted.get(order.id);
      if (row?.createdAt) {
        return { kind: 'accepted', order: acceptedOrder(order, row.createdAt, row.reservedCost) };
      }
      const refusal = row && limitRefusal(row);
      return refusal ? { kind: 'limited', refusal } : { kind: 'guarded' };
    });
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
        WHERE renewal_of = ${order.renewalOf} AND status NOT IN ${UNSOLD}
      UNION ALL
      (SELECT 'certificate', 4, id, '' FROM orders
        WHERE client_id = ${clientId}
          AND (certificate_digest = ${certificateDigest} OR meaning_digest = ${meaningDigest})
          AND id IS DISTINCT FROM ${order.renewalOf} AND status NOT IN ${UNSOLD}
        ORDER BY id DESC LIMIT 1)
      ORDER BY rank LIMIT 1`;
    return rows[0] ?? null;
  }
}

/** The row that the statement has just written: nothing in it is unknown but the time. */
function acceptedOrder(order: NewOrder, createdAt: Date, reservedCost: string | null): Order {
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
    reservedCost: reservedCost === null ? null : new Prisma.Decimal(reservedCost),
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
