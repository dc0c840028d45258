import { Injectable } from '@nestjs/common';
import { appendEvent } from '../events/append-event.query.js';
import { type OrderDetails } from '../orders/domain/order-details.js';
import { settleableFrom } from '../orders/domain/order-status.js';
import { ORDER_CHANGED_CHANNEL } from '../orders/order-changes.js';
import { type SubmissionJob } from '../outbox/submission-queue.js';
import { Prisma } from '../platform/prisma/generated/client.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { violatedIndex } from '../platform/prisma/sql-errors.js';
import { type Exchange } from '../sectigo/index.js';
import { type Decision } from './decision.js';

/** A job may fire a moment before the database's clock says so. */
const EARLY_MS = 250;

export interface Claim {
  readonly orderId: string;
  /** Fencing number: every later write of this attempt carries it. */
  readonly fence: number;
  /** This one included. */
  readonly attempts: number;
  readonly details: OrderDetails;
}

/** What an attempt found out, for its row. */
export interface AttemptReport {
  readonly outcome: string;
  readonly reason: string | null;
  readonly sectigoCode: number | null;
  readonly sectigoMessage: string | null;
  readonly exchange: Exchange | null;
}

@Injectable()
export class AttemptRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * Makes a queued order ours: this conditional update, committed before a byte is sent, is what stops a second
   * purchase. Null when the order is not queued, not due, or nothing may be sent now.
   */
  async claim(orderId: string, worker: string, leaseMs: number): Promise<Claim | null> {
    const rows = await this.prisma.$queryRaw<Claim[]>`
      WITH claimed AS (
        UPDATE orders SET status = 'submitting', version = version + 1, fence = fence + 1, attempts = attempts + 1,
               problem = NULL, next_attempt_at = NULL, updated_at = now(),
               lease_expires_at = now() + make_interval(secs => ${leaseMs / 1_000}::float8)
        WHERE id = ${orderId} AND status = 'queued'
          AND next_attempt_at <= now() + make_interval(secs => ${EARLY_MS / 1_000}::float8)
          AND EXISTS (SELECT FROM submission_gate
                      WHERE (closed_at IS NULL OR probe_order_id = ${orderId})
                        AND (not_before IS NULL OR not_before <= now()))
        RETURNING id, client_id, version, status, problem, fence, attempts, details
      ), attempt AS (
        INSERT INTO attempts (order_id, fence, worker, stage) SELECT id, fence, ${worker}, 'claimed' FROM claimed
      ), event AS (${appendEvent('claimed', 'order.submitting')})
      SELECT id AS "orderId", fence, attempts, details FROM claimed`;
    return rows[0] ?? null;
  }

  /**
   * Commits, before the first byte, that the attempt sends now. False when somebody has taken it for lost meanwhile:
   * then nothing may be sent. Its row is what both sides write, so exactly one of them wins.
   */
  async markSending({ orderId, fence }: Claim): Promise<boolean> {
    const marked = await this.prisma.$executeRaw`
      UPDATE attempts SET stage = 'sending'
      WHERE order_id = ${orderId} AND fence = ${fence} AND stage = 'claimed' AND outcome IS NULL`;
    return marked === 1;
  }

  /**
   * Writes what became of the attempt: its row always, the order only while this attempt is its newest and the move
   * is allowed. Returns the order's new version, or null when the order has gone on without this attempt.
   */
  async record(
    claim: Claim,
    decision: Decision,
    report: AttemptReport,
    holdProbeMs: number,
  ): Promise<number | null> {
    const rows = await this.prisma
      .$queryRaw<{ version: number }[]>(recordStatement(claim, decision, report, holdProbeMs))
      .catch((error: unknown) => {
        if (violatedIndex(error) === 'orders_sectigo_order_number_key') throw new OrderNumberTaken();
        throw error;
      });
    return rows[0]?.version ?? null;
  }

  /**
   * Orders whose worker fell silent before it sent anything: they are queued again at once. Not for ever, as it may
   * be the order that ends its workers.
   */
  async requeueUnsent(maxAttempts: number): Promise<SubmissionJob[]> {
    return this.prisma.$queryRaw<SubmissionJob[]>`
      WITH lost AS (
        UPDATE attempts SET outcome = 'not-sent', reason = 'worker-lost', finished_at = now() FROM orders
        WHERE orders.status = 'submitting' AND orders.lease_expires_at < now() AND orders.attempts < ${maxAttempts}
          AND attempts.order_id = orders.id AND attempts.fence = orders.fence
          AND attempts.stage = 'claimed' AND attempts.outcome IS NULL
        RETURNING attempts.order_id, attempts.fence
      ), requeued AS (
        UPDATE orders SET status = 'queued', version = version + 1, lease_expires_at = NULL, next_attempt_at = now(),
               updated_at = now()
        FROM lost WHERE orders.id = lost.order_id AND orders.fence = lost.fence AND orders.status = 'submitting'
        RETURNING orders.id, client_id, version, status, problem
      ), event AS (${appendEvent('requeued', 'order.queued')})
      SELECT id AS "orderId", version FROM requeued`;
  }

  /** Orders whose worker fell silent: nobody knows what Sectigo did with them. */
  async giveUpExpiredLeases(): Promise<string[]> {
    const rows = await this.prisma.$queryRaw<{ id: string }[]>`
      WITH expired AS (
        UPDATE orders SET status = 'outcome-unknown', version = version + 1, lease_expires_at = NULL, updated_at = now(),
               problem = jsonb_build_object('code', 'outcome-unknown')
        WHERE status = 'submitting' AND lease_expires_at < now()
        RETURNING id, client_id, version, status, problem, fence
      ), attempt AS (
        UPDATE attempts SET outcome = 'unknown', reason = 'worker-lost', finished_at = now()
        FROM expired WHERE attempts.order_id = expired.id AND attempts.fence = expired.fence
      ), event AS (${appendEvent('expired', 'order.outcome-unknown')})
      SELECT id, pg_notify(${ORDER_CHANGED_CHANNEL}, id)::text FROM expired`;
    return rows.map(({ id }) => id);
  }
}

/** Sectigo gave a number that another order has: one of the two was not placed as we believe. */
export class OrderNumberTaken extends Error {
  override readonly name = 'OrderNumberTaken';
}

function recordStatement(
  claim: Claim,
  decision: Decision,
  report: AttemptReport,
  holdProbeMs: number,
): Prisma.Sql {
  const { exchange } = report;
  return Prisma.sql`
    WITH settled AS (
      UPDATE orders SET status = ${decision.status}, version = version + 1, lease_expires_at = NULL, updated_at = now(),
             ${changesOf(decision)}
      WHERE id = ${claim.orderId} AND fence = ${claim.fence}
        AND status IN (${Prisma.join(settleableFrom(decision.status))})
      RETURNING id, client_id, version, status, problem
    ), attempt AS (
      UPDATE attempts SET finished_at = now(), outcome = ${report.outcome}, reason = ${report.reason},
             http_status = ${exchange?.httpStatus ?? null}, sectigo_code = ${report.sectigoCode},
             sectigo_message = ${report.sectigoMessage}, request_digest = ${exchange?.requestDigest ?? null},
             reply_digest = ${exchange?.replyDigest ?? null}, duration_ms = ${exchange?.durationMs ?? null}
      WHERE order_id = ${claim.orderId} AND fence = ${claim.fence}
    ), gate AS (${gateChange(decision, holdProbeMs)}
    ), event AS (${appendEvent('settled', `order.${decision.status}`)})
    SELECT version, CASE WHEN status <> 'queued' THEN pg_notify(${ORDER_CHANGED_CHANNEL}, id)::text END FROM settled`;
}

function changesOf(decision: Decision): Prisma.Sql {
  switch (decision.status) {
    case 'placed': {
      const { orderNumber, certificateId, certificateState, cost, paymentOutstanding } = decision.placed;
      return Prisma.sql`problem = NULL, placed_at = now(), sectigo_order_number = ${orderNumber},
        certificate_id = ${certificateId}, certificate_state = ${certificateState}, cost = ${cost}::numeric,
        payment_outstanding = ${paymentOutstanding}`;
    }
    case 'queued':
      return Prisma.sql`next_attempt_at = now() + make_interval(secs => ${decision.delayMs / 1_000}::float8),
        attempts = attempts - ${decision.throttledMs === null ? 0 : 1}`;
    case 'rejected':
    case 'failed':
    case 'held':
    case 'outcome-unknown':
      return Prisma.sql`problem = ${JSON.stringify(decision.problem)}::jsonb`;
  }
}

/** The gate changes with the order: a worker that sees the order held also sees the gate closed. */
function gateChange(decision: Decision, holdProbeMs: number): Prisma.Sql {
  if (decision.status === 'queued' && decision.throttledMs !== null) {
    return Prisma.sql`UPDATE submission_gate
      SET not_before = greatest(not_before, now() + make_interval(secs => ${decision.throttledMs / 1_000}::float8))
      WHERE EXISTS (SELECT FROM settled)`;
  }
  if (decision.status === 'held' && decision.closesGate) {
    return Prisma.sql`UPDATE submission_gate
      SET closed_at = coalesce(closed_at, now()), closed_by = coalesce(closed_by, 'sectigo'), probe_order_id = NULL,
          reason = coalesce(reason, ${decision.problem.code}),
          next_probe_at = CASE WHEN ${holdProbeMs} > 0
                               THEN now() + make_interval(secs => ${holdProbeMs / 1_000}::float8) END
      WHERE EXISTS (SELECT FROM settled)`;
  }
  return Prisma.sql`SELECT`;
}
