import { Injectable } from '@nestjs/common';
import { appendAudit, type Author } from '../../audit/append-audit.query.js';
import { type AuditAction } from '../../audit/audit-action.js';
import { appendEvent } from '../../events/append-event.query.js';
import { type OrderEventType } from '../../events/event-type.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { violatedIndex } from '../../platform/prisma/sql-errors.js';
import { type Placed } from '../../sectigo/index.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { type ProblemOccurrence } from '../../shared/problem-occurrence.js';
import { DUPLICATE_GUARD_INDEX, isGuardOf, isUnsold } from '../place/duplicate-guard.query.js';
import { type ExpectedVersions } from '../domain/expected-versions.js';
import { isAtVersion, type OrderMove, orderMove, TELL_SETTLED } from '../order-move.query.js';
import { RENEWAL_INDEX } from '../place/order.repository.js';

/** What the audit trail keeps of an order, before and after a change: nothing about what or who it is for. */
const AUDITED_ORDER = Prisma.sql`jsonb_strip_nulls(jsonb_build_object(
  'status', orders.status, 'version', orders.version, 'problem', orders.problem->>'code',
  'sectigoOrderNumber', orders.sectigo_order_number, 'cost', orders.cost::text))`;

const ORDER_NUMBER_INDEX = 'orders_sectigo_order_number_key';
const WITH_ALL_ATTEMPTS = Prisma.sql`problem = NULL, attempts = 0, next_attempt_at = now()`;

const CANCEL = orderMove(['queued', 'held'], 'cancelled');
const RETRY = orderMove(['failed', 'held', 'rejected'], 'queued');
const RESOLVE_PLACED = orderMove(['outcome-unknown'], 'placed');
const RESOLVE_FAILED = orderMove(['outcome-unknown'], 'failed');
const RESOLVE_REJECTED = orderMove(['outcome-unknown'], 'rejected');
const RESUBMIT = orderMove(['outcome-unknown'], 'queued');

/** The actor, the note, and the expected versions. */
export interface ChangeRequest {
  readonly by: Author;
  readonly note?: string | null | undefined;
  readonly versions?: ExpectedVersions;
}

/** The meaning of a kept reply that can now be read. */
export type SettledByReply =
  | { readonly status: 'placed'; readonly placed: Placed; readonly at: Date }
  | { readonly status: 'rejected' | 'failed'; readonly problem: ProblemOccurrence };

interface Change extends ChangeRequest {
  readonly move: OrderMove;
  readonly action: AuditAction;
  readonly event: OrderEventType;
  /** What changes beside the status. */
  readonly set: Prisma.Sql;
}

/** Changes of an order that people ask for. Each is one conditional statement, event and audit included: who comes
 * second finds no row. */
@Injectable()
export class OrderChangeRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Certain never to be sent: a worker's claim needs the status queued, and only one of the two gets the row. */
  async cancel(id: string, request: ChangeRequest): Promise<boolean> {
    const set = Prisma.sql`next_attempt_at = NULL, problem = NULL`;
    return this.change(id, {
      ...request,
      move: CANCEL,
      action: 'order.cancel',
      event: 'order.cancelled',
      set,
    });
  }

  /**
   * Queues the order again with all its attempts, unless another order for the same certificate is open or placed. The order is
   * locked before its guards are taken for it, or a cancellation at the same moment would leave them with an order
   * that will never be sent. Taking the guards' rows serialises it with a new order for that certificate.
   */
  async retry(id: string, { by, note, versions = null }: ChangeRequest): Promise<boolean> {
    const rows = await this.prisma.$queryRaw<{ id: string }[]>`
      WITH stopped AS (
        SELECT id, client_id, certificate_digest, meaning_digest, ${AUDITED_ORDER} AS before FROM orders
        WHERE id = ${id} AND ${RETRY.from} AND ${isAtVersion(versions)} FOR UPDATE
      ), wanted AS MATERIALIZED (
        SELECT guard.client_id, guard.certificate_digest FROM stopped JOIN duplicate_guards AS guard
          ON ${isGuardOf('guard', 'stopped')} ORDER BY guard.certificate_digest FOR UPDATE OF guard
      ), taken AS (
        UPDATE duplicate_guards AS guard SET order_id = ${id}, ordered_at = now()
        FROM wanted WHERE guard.client_id = wanted.client_id AND guard.certificate_digest = wanted.certificate_digest
          AND (guard.order_id = ${id} OR ${isUnsold('guard', Prisma.sql`${id}`)})
        RETURNING guard.order_id
      ), changed AS (
        UPDATE orders SET ${RETRY.set}, ${WITH_ALL_ATTEMPTS}
        FROM stopped WHERE orders.id = stopped.id
          AND all_guards_taken((SELECT count(*) FROM taken), (SELECT count(*) FROM wanted))
        RETURNING orders.id, orders.client_id, version, status, problem, before, ${AUDITED_ORDER} AS after
      ), event AS (${appendEvent('changed', 'order.queued', note)}
      ), audit AS (${appendAudit('changed', { by, action: 'order.retry', note })})
      SELECT id FROM changed`.catch((error: unknown) => {
      // another order renews meanwhile what this one was to renew, or has one of its guards
      const index = violatedIndex(error);
      if (index !== RENEWAL_INDEX && index !== DUPLICATE_GUARD_INDEX) throw error;
      return [];
    });
    return rows.length > 0;
  }

  /** The cost that an operator names goes before the one in Sectigo's report; without either it stays unknown. */
  async resolvePlaced(
    id: string,
    { orderNumber, cost }: Pick<Placed, 'orderNumber' | 'cost'>,
    request: ChangeRequest,
  ): Promise<boolean> {
    const set = Prisma.sql`problem = NULL, placed_at = now(), payment_outstanding = false,
      sectigo_order_number = ${orderNumber},
      cost = coalesce(${cost}::numeric, (
        SELECT (candidate->>'cost')::numeric
        FROM reconciliations, jsonb_array_elements(candidates) AS candidate
        WHERE order_id = ${id} AND candidate->>'orderNumber' = ${orderNumber} LIMIT 1))`;
    return this.resolve(id, RESOLVE_PLACED, { event: 'order.reconciled', set, ...request }).catch(
      (error: unknown) => {
        if (violatedIndex(error) !== ORDER_NUMBER_INDEX) throw error;
        const fault = {
          pointer: '/sectigoOrderNumber',
          code: 'order-number-taken',
          detail: 'belongs to another order',
        };
        throw new GatewayError('validation-failed', { fields: [fault] });
      },
    );
  }

  async resolveResubmit(id: string, request: ChangeRequest): Promise<boolean> {
    return this.resolve(id, RESUBMIT, { event: 'order.queued', set: WITH_ALL_ATTEMPTS, ...request });
  }

  async resolveFailed(id: string, problem: ProblemOccurrence, request: ChangeRequest): Promise<boolean> {
    const set = Prisma.sql`problem = ${JSON.stringify(problem)}::jsonb`;
    return this.resolve(id, RESOLVE_FAILED, { event: 'order.failed', set, ...request });
  }

  /**
   * Applies the reply to the attempt of this fencing number, now that it can be read, unless the order has changed since.
   * False when the order has gone on meanwhile, or the number belongs to another.
   */
  async settleByReply(
    id: string,
    fence: number,
    settled: SettledByReply,
    by: ChangeRequest,
  ): Promise<boolean> {
    const { move, ...change } = changeByReply(settled);
    const from = Prisma.sql`${move.from} AND orders.fence = ${fence}`;
    const wanted = { ...change, ...by, move: { ...move, from } };
    return this.change(id, { ...wanted, set: Prisma.sql`${change.set}, fence = fence + 1` }).catch(
      (error: unknown) => {
        if (violatedIndex(error) !== ORDER_NUMBER_INDEX) throw error;
        return false;
      },
    );
  }

  /** The new fencing number shuts out a reply that comes after the operator's word. */
  private async resolve(
    id: string,
    move: OrderMove,
    { set, ...change }: Omit<Change, 'move' | 'action'>,
  ): Promise<boolean> {
    return this.change(id, {
      ...change,
      move,
      action: 'order.resolve',
      set: Prisma.sql`${set}, fence = fence + 1`,
    });
  }

  private async change(id: string, change: Change): Promise<boolean> {
    const { move, action, event, set, by, note, versions = null } = change;
    const rows = await this.prisma.$queryRaw<{ id: string }[]>`
      WITH old AS (
        SELECT id, ${AUDITED_ORDER} AS before FROM orders
        WHERE id = ${id} AND ${move.from} AND ${isAtVersion(versions)} FOR NO KEY UPDATE
      ), changed AS (
        UPDATE orders SET ${move.set}, ${set} FROM old WHERE orders.id = old.id
        RETURNING orders.id, client_id, version, status, problem, before, ${AUDITED_ORDER} AS after
      ), event AS (${appendEvent('changed', event, note)}
      ), audit AS (${appendAudit('changed', { by, action, note })})
      SELECT id, ${TELL_SETTLED} FROM changed`;
    return rows.length > 0;
  }
}

function changeByReply(settled: SettledByReply): Omit<Change, 'by'> {
  const action = 'order.reread';
  if (settled.status === 'placed') {
    const { orderNumber, certificateId, certificateState, cost, paymentOutstanding } = settled.placed;
    const set = Prisma.sql`problem = NULL, placed_at = least(${settled.at}::timestamptz, now()),
      sectigo_order_number = ${orderNumber}, certificate_id = ${certificateId}, certificate_state = ${certificateState},
      cost = ${cost}::numeric, payment_outstanding = ${paymentOutstanding}`;
    return { action, move: RESOLVE_PLACED, event: 'order.reconciled', set };
  }
  const set = Prisma.sql`problem = ${JSON.stringify(settled.problem)}::jsonb`;
  return settled.status === 'rejected'
    ? { action, move: RESOLVE_REJECTED, event: 'order.rejected', set }
    : { action, move: RESOLVE_FAILED, event: 'order.failed', set };
}
