import { Inject, Injectable } from '@nestjs/common';
import { Config, type SendingConfig } from '../config/config.js';
import { appendEvent } from '../events/append-event.query.js';
import { type SubmissionJob } from '../orders/queue/submission-queue.js';
import { named } from '../platform/prisma/named-statement.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { violatedIndex } from '../platform/prisma/sql-errors.js';
import {
  type Claim,
  type Claimant,
  claimStatement,
  FREED_SLOT,
  refusalStatement,
} from './claim/claim.query.js';
import { type Recorded } from './record/gate-change.query.js';
import { recordStatement } from './record/record.query.js';
import { orderMove, TELL_SETTLED } from '../orders/order-move.query.js';

const REQUEUE = orderMove(['submitting'], 'queued');
const GIVE_UP = orderMove(['submitting'], 'outcome-unknown');

export type ClaimAnswer =
  | { readonly kind: 'claimed'; readonly claim: Claim }
  /** May be claimed in so many milliseconds; 0: as soon as another attempt is over. */
  | { readonly kind: 'busy'; readonly waitMs: number }
  /** Nothing queued and due, or the gate is closed: a sweep or an operator brings it back when that changes. */
  | { readonly kind: 'gone' };

@Injectable()
export class AttemptRepository {
  constructor(
    private readonly prisma: PrismaService,
    @Inject(Config) private readonly config: SendingConfig,
  ) {}

  /**
   * Makes a queued order ours: this conditional update, committed before a byte is sent, is what stops a second
   * purchase.
   */
  async claim(claimant: Claimant): Promise<ClaimAnswer> {
    const [claim] = await this.prisma.$queryRaw<Claim[]>(claimStatement(claimant, this.config));
    if (claim) return { kind: 'claimed', claim };
    const refusals = await this.prisma.$queryRaw<{ waitMs: number | null }[]>(refusalStatement(claimant));
    const waitMs = refusals[0]?.waitMs ?? null;
    return waitMs === null ? { kind: 'gone' } : { kind: 'busy', waitMs };
  }

  /**
   * Commits, before the first byte, that the attempt sends now. False when somebody has taken it for lost meanwhile:
   * then nothing may be sent. Its row is what both sides write, so exactly one of them wins.
   */
  async markSending({ orderId, fence }: Claim): Promise<boolean> {
    const marked = await this.prisma.$executeRaw(named('mark-sending')`
      UPDATE attempts SET stage = 'sending'
      WHERE order_id = ${orderId} AND fence = ${fence} AND stage = 'claimed' AND outcome IS NULL`);
    return marked === 1;
  }

  /**
   * Writes what became of the attempt: its row always, the order only while this attempt is its newest and the move
   * is allowed. Returns the order's new version, or null when the order has gone on without this attempt.
   */
  async record(recorded: Recorded): Promise<number | null> {
    const rows = await this.prisma
      .$queryRaw<{ version: number }[]>(recordStatement(recorded, this.config))
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
  async requeueUnsent(): Promise<SubmissionJob[]> {
    return this.prisma.$queryRaw<SubmissionJob[]>`
      WITH expired AS MATERIALIZED (
        SELECT id, fence FROM orders
        WHERE ${REQUEUE.from} AND lease_expires_at < now() AND attempts < ${this.config.submissions.maxAttempts}
        FOR NO KEY UPDATE SKIP LOCKED
      ), lost AS (
        UPDATE attempts SET outcome = 'not-sent', reason = 'worker-lost', finished_at = now() FROM expired
        WHERE attempts.order_id = expired.id AND attempts.fence = expired.fence
          AND attempts.stage = 'claimed' AND attempts.outcome IS NULL
        RETURNING attempts.order_id, attempts.fence
      ), freed AS (
        UPDATE ${FREED_SLOT}
        FROM lost WHERE slot.order_id = lost.order_id AND slot.fence = lost.fence
      ), requeued AS (
        UPDATE orders SET ${REQUEUE.set}, lease_expires_at = NULL, next_attempt_at = now()
        FROM lost WHERE orders.id = lost.order_id
        RETURNING orders.id, client_id, version, status, problem
      ), event AS (${appendEvent('requeued', 'order.queued')})
      SELECT id AS "orderId", version FROM requeued`;
  }

  /** Orders whose worker fell silent: nobody knows what Sectigo did with them. */
  async giveUpExpiredLeases(): Promise<string[]> {
    const rows = await this.prisma.$queryRaw<{ id: string }[]>`
      WITH expired AS (
        UPDATE orders SET ${GIVE_UP.set}, lease_expires_at = NULL,
               problem = jsonb_build_object('code', 'outcome-unknown')
        WHERE ${GIVE_UP.from} AND lease_expires_at < now()
        RETURNING id, client_id, version, status, problem, fence
      ), freed AS (
        UPDATE ${FREED_SLOT}
        FROM expired WHERE slot.order_id = expired.id AND slot.fence = expired.fence
      ), attempt AS (
        UPDATE attempts SET outcome = 'unknown', reason = 'worker-lost', finished_at = now()
        FROM expired WHERE attempts.order_id = expired.id AND attempts.fence = expired.fence
      ), event AS (${appendEvent('expired', 'order.outcome-unknown')})
      SELECT id, ${TELL_SETTLED} FROM expired`;
    return rows.map(({ id }) => id);
  }
}

/** Sectigo gave a number that another order has: one of the two was not placed as we believe. */
export class OrderNumberTaken extends Error {
  override readonly name = 'OrderNumberTaken';
}
