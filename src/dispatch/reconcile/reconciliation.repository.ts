import { Injectable } from '@nestjs/common';
import { appendEvent } from '../../events/append-event.query.js';
import { isNewestOfItsKind } from '../../orders/place/duplicate-guard.query.js';
import { type SubmissionJob } from '../../orders/queue/submission-queue.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { violatedIndex } from '../../platform/prisma/sql-errors.js';
import { type ReportedOrder } from '../../sectigo/index.js';
import { type Candidate, type UnsettledOrder } from './match-orders.js';
import {
  ABSENCE_PROOF_MS,
  PROOF_OF_IDS_MS,
  MOST_CANDIDATES,
  WINDOW_AFTER_MS,
  WINDOW_BEFORE_MS,
} from './reconciliation-policy.js';
import { orderMove, TELL_SETTLED } from '../../orders/order-move.query.js';
import { intervalOf } from '../../platform/prisma/sql-interval.js';

const SETTLE = orderMove(['outcome-unknown'], 'placed');
const RESUBMIT = orderMove(['outcome-unknown'], 'queued');

/**
 * The times that a check is about are those of the attempts that may have bought; of the order where all turned out later to
 * have bought nothing.
 */
const WINDOW = Prisma.sql`
  SELECT coalesce(min(started_at), orders.created_at) - ${intervalOf(WINDOW_BEFORE_MS)} AS "from",
         coalesce(max(coalesce(finished_at, now())), now()) + ${intervalOf(WINDOW_AFTER_MS)} AS "to",
         coalesce(bool_and(carries_our_id), false) AS "carriesOurId"
  FROM attempts WHERE order_id = orders.id AND (outcome IS NULL OR outcome = 'unknown')`;

/** The newest price of the order's product. */
const EXPECTED_COST = Prisma.sql`
  SELECT product_price(order_product(orders.certificate_type, orders.details))::text WHERE NOT orders.test`;

/** What the columns of `orders` and its `span` say of an unsettled order. */
const UNSETTLED = Prisma.sql`
  orders.id AS "orderId", fence, details->'organization' AS organization, span."from", span."to"`;

/** What must be true of a search before its order may be sent again: once in its life, and only while no newer order asks for the same certificate. */
const IS_PROVEN_ABSENT = Prisma.sql`
  resubmitted_at IS NULL AND absent_fence = (SELECT fence FROM orders WHERE id = order_id) AND first_absent_at <= now() - ${intervalOf(ABSENCE_PROOF_MS)}
  AND ${isNewestOfItsKind('reconciliations.order_id')}`;

/** How an order was searched in the report: by our id in it, or by comparing the fields of all lines. */
export type SearchedBy = 'our-id' | 'comparison';

export interface DueCheck extends UnsettledOrder {
  /** Checks that came before this one. */
  readonly checks: number;
  /** Whether every attempt that may have bought it carried its id: then a report about that id without a line has no trace of it. */
  readonly carriesOurId: boolean;
  /** Trace context of the span that accepted the order; null: not traced. */
  readonly traceparent: string | null;
}

@Injectable()
export class ReconciliationRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * Orders whose outcome is unknown and whose check is due, oldest first. Their next check moves to a later moment
   * at once, so that it comes whatever the result of this one; two workers that take the same order do no harm.
   */
  async takeDue(intervalMs: number, limit: number): Promise<DueCheck[]> {
    const interval = intervalOf(intervalMs);
    return this.prisma.$queryRaw<DueCheck[]>`
      WITH due AS (
        SELECT orders.id FROM orders LEFT JOIN reconciliations AS search ON search.order_id = orders.id
        WHERE status = 'outcome-unknown' AND coalesce(search.next_check_at, orders.updated_at + ${interval}) <= now()
        ORDER BY orders.id LIMIT ${limit} FOR UPDATE OF orders SKIP LOCKED
      ), taken AS (
        INSERT INTO reconciliations (order_id, next_check_at) SELECT id, now() + ${interval} FROM due
        ON CONFLICT (order_id) DO UPDATE SET next_check_at = excluded.next_check_at
        RETURNING order_id, checks
      )
      SELECT ${UNSETTLED}, traceparent, taken.checks, span."carriesOurId", (${EXPECTED_COST}) AS "expectedCost"
      FROM taken JOIN orders ON orders.id = taken.order_id, LATERAL (${WINDOW}) AS span ORDER BY orders.id`;
  }

  /** Every order that may match a line of the report: read after the report, so that none is missing. */
  async unsettled(): Promise<UnsettledOrder[]> {
    return this.prisma.$queryRaw<UnsettledOrder[]>`
      SELECT ${UNSETTLED}, NULL AS "expectedCost" FROM orders, LATERAL (${WINDOW}) AS span
      WHERE status IN ('submitting', 'outcome-unknown')`;
  }

  /** Which of these numbers of Sectigo belong to orders of ours. */
  async knownNumbers(orderNumbers: readonly string[]): Promise<Set<string>> {
    const rows = await this.prisma.$queryRaw<{ number: string }[]>`
      SELECT sectigo_order_number AS number FROM orders WHERE sectigo_order_number = ANY(${orderNumbers})`;
    return new Set(rows.map(({ number }) => number));
  }

  /** The order was placed after all. False when it has gone on meanwhile or the number belongs to another order. */
  async settleAsPlaced(
    { orderId, fence }: UnsettledOrder,
    row: ReportedOrder,
    by: SearchedBy,
  ): Promise<boolean> {
    const placedAt = Prisma.sql`least(coalesce(${row.placedAt}::timestamptz, now()), now())`;
    const set = Prisma.sql`${SETTLE.set}, problem = NULL, placed_at = ${placedAt},
      sectigo_order_number = ${row.orderNumber}, certificate_id = ${row.certificateId}, cost = ${row.cost}::numeric,
      payment_outstanding = false`;
    const rows = await this.prisma.$queryRaw<{ id: string }[]>`
      WITH settled AS (
        UPDATE orders SET ${set} WHERE id = ${orderId} AND fence = ${fence} AND ${SETTLE.from}
        RETURNING id, client_id, version, status, problem
      ), search AS (
        UPDATE reconciliations SET result = 'found', searched_by = ${by}, checks = checks + 1, last_checked_at = now(), candidates = '[]',
               more_candidates = 0, first_absent_at = NULL
        WHERE order_id IN (SELECT id FROM settled)
      ), event AS (${appendEvent('settled', 'order.reconciled')})
      SELECT id, ${TELL_SETTLED} FROM settled`.catch((error: unknown) => {
      if (violatedIndex(error) !== 'orders_sectigo_order_number_key') throw error;
      return [];
    });
    return rows.length > 0;
  }

  async recordAbsence({ orderId, fence }: UnsettledOrder, pauseMs: number, by: SearchedBy): Promise<void> {
    await this.recordCheck(
      orderId,
      'absent',
      pauseMs,
      Prisma.sql`candidates = '[]', more_candidates = 0, searched_by = ${by},
      first_absent_at = CASE WHEN absent_fence = ${fence} THEN coalesce(first_absent_at, now()) ELSE now() END,
      absent_fence = ${fence}`,
    );
  }

  /** The likeliest come first. */
  async recordCandidates(
    orderId: string,
    candidates: readonly Candidate[],
    pauseMs: number,
    by: SearchedBy,
  ): Promise<void> {
    const shown = candidates.slice(0, MOST_CANDIDATES);
    await this.recordCheck(
      orderId,
      'ambiguous',
      pauseMs,
      Prisma.sql`first_absent_at = NULL, searched_by = ${by},
      candidates = ${JSON.stringify(shown)}::jsonb, more_candidates = ${candidates.length - shown.length}`,
    );
  }

  async recordFailure(orderId: string, pauseMs: number): Promise<void> {
    await this.recordCheck(orderId, 'report-failed', pauseMs, Prisma.sql`candidates = candidates`);
  }

  /** The newest order that Sectigo sold with our id; null: none recently. */
  async newestWithOurId(): Promise<{ orderId: string; orderNumber: string; placedAt: Date } | null> {
    const [row] = await this.prisma.$queryRaw<{ orderId: string; orderNumber: string; placedAt: Date }[]>`
      SELECT id AS "orderId", sectigo_order_number AS "orderNumber", attempts.started_at AS "placedAt"
      FROM attempts JOIN orders ON id = order_id
      WHERE started_at > now() - ${intervalOf(PROOF_OF_IDS_MS)} AND carries_our_id AND outcome = 'placed'
        AND sectigo_order_number IS NOT NULL
      ORDER BY started_at DESC LIMIT 1`;
    return row ?? null;
  }

  /** Orders that need only a check of the whole account before they can be sent once more. */
  async provenAbsent(orders: readonly DueCheck[]): Promise<DueCheck[]> {
    const ids = orders.map(({ orderId }) => orderId);
    const proven = await this.prisma.$queryRaw<{ orderId: string }[]>`
      SELECT order_id AS "orderId" FROM reconciliations WHERE order_id = ANY(${ids}) AND ${IS_PROVEN_ABSENT}`;
    return orders.filter(({ orderId }) => proven.some((search) => search.orderId === orderId));
  }

  /** Sends an order once more that two reports, ten minutes or more apart, had no trace of. */
  async resubmitIfProvenAbsent(orderId: string, fence: number): Promise<SubmissionJob | null> {
    const rows = await this.prisma.$queryRaw<SubmissionJob[]>`
      WITH proven AS (
        UPDATE reconciliations SET resubmitted_at = now(), first_absent_at = NULL
        WHERE order_id = ${orderId} AND ${IS_PROVEN_ABSENT}
        RETURNING order_id
      ), changed AS (
        UPDATE orders SET ${RESUBMIT.set}, fence = fence + 1, attempts = 0, problem = NULL, next_attempt_at = now()
        WHERE id IN (SELECT order_id FROM proven) AND fence = ${fence} AND ${RESUBMIT.from}
        RETURNING id, client_id, version, status, problem
      ), event AS (${appendEvent('changed', 'order.queued', 'Two reports of Sectigo had no trace of the order.')})
      SELECT id AS "orderId", version FROM changed`;
    return rows[0] ?? null;
  }

  private async recordCheck(
    orderId: string,
    result: string,
    pauseMs: number,
    set: Prisma.Sql,
  ): Promise<void> {
    await this.prisma.$executeRaw`
      UPDATE reconciliations SET checks = checks + 1, last_checked_at = now(), result = ${result}, ${set},
             next_check_at = now() + ${intervalOf(pauseMs)}
      WHERE order_id = ${orderId}`;
  }
}
