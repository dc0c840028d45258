import { Inject, Injectable } from '@nestjs/common';
import { Config, type SendingConfig } from '../config/config.js';
import { appendEvent } from '../events/append-event.query.js';
import { type SubmissionJob } from '../orders/queue/submission-queue.js';
import { GroupCommit } from '../platform/prisma/group-commit.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { violatedIndex } from '../platform/prisma/sql-errors.js';
import {
  type Claim,
  type Claimant,
  claimStatement,
  FREED_SLOT,
  refusalStatement,
  type Wanted,
} from './claim/claim.query.js';
import { claimSeveralStatement, type Turn } from './claim/claim-several.query.js';
import { type Recorded } from './record/gate-change.query.js';
import {
  isPlainlyPlaced,
  type RecordedPlaced,
  type RecordedPlacedRow,
  recordPlacedStatement,
} from './record/record-placed.query.js';
import { type RecordedRow, recordStatement } from './record/record.query.js';
import { type AttemptKey, markSendingStatement, type Sending } from './send/mark-sending.query.js';
import { orderMove, TELL_SETTLED } from '../orders/order-move.query.js';

const REQUEUE = orderMove(['submitting'], 'queued');
const GIVE_UP = orderMove(['submitting'], 'outcome-unknown');

export type ClaimAnswer =
  | { readonly kind: 'claimed'; readonly claim: Claim }
  /** May be claimed in so many milliseconds; 0: as soon as another attempt is over. */
  | { readonly kind: 'busy'; readonly waitMs: number }
  /** Nothing queued and due, or the gate is closed: a sweep or an operator brings it back when that changes. */
  | { readonly kind: 'gone' };

/** How attempts share statements. They are few: no more than may be under way. */
const TOGETHER = {
  laneOf: () => '',
  // while one is being committed the next is on its way
  atOnce: 2,
} as const;

@Injectable()
export class AttemptRepository {
  private readonly marks: GroupCommit<Sending, boolean>;
  private readonly placed: GroupCommit<RecordedPlaced, RecordedRow | null>;

  constructor(
    private readonly prisma: PrismaService,
    @Inject(Config) private readonly config: SendingConfig,
  ) {
    this.marks = new GroupCommit<Sending, boolean>({
      ...TOGETHER,
      run: (attempts) => this.markTogether(attempts),
      keysOf: keyOf,
    });
    this.placed = new GroupCommit({
      ...TOGETHER,
      run: (recorded) => this.recordTogether(recorded),
      keysOf: ({ claim, decision }) => [claim.orderId, decision.placed.orderNumber],
    });
  }

  /**
   * Makes a queued order ours: this conditional update, committed before a byte is sent, is what stops a second
   * purchase.
   */
  async claim(claimant: Claimant): Promise<ClaimAnswer> {
    const [claim] = await this.prisma.query<Claim>(claimStatement(claimant, this.config));
    return claim ? { kind: 'claimed', claim } : this.refusalOf(claimant);
  }

  /** As many of the next orders, at the most, in their turns; none while anything makes attempts wait for each other. */
  async claimSeveral(count: number, turn: Turn): Promise<Claim[]> {
    if (this.config.submissions.perMinute > 0) return [];
    return this.prisma.query<Claim>(claimSeveralStatement(count, turn, this.config));
  }

  /** Why a claim got nothing. */
  async refusalOf(wanted: Wanted): Promise<Exclude<ClaimAnswer, { kind: 'claimed' }>> {
    const [refusal] = await this.prisma.query<{ waitMs: number | null }>(refusalStatement(wanted));
    const waitMs = refusal?.waitMs ?? null;
    return waitMs === null ? { kind: 'gone' } : { kind: 'busy', waitMs };
  }

  /**
   * Commits, before the first byte, that the attempt sends now. False if it has been given up for lost meanwhile:
   * then nothing may be sent. Its row is what both sides write, so exactly one of them wins.
   */
  async markSending({ orderId, fence }: AttemptKey, carriesOurId = false): Promise<boolean> {
    return this.marks.add({ orderId, fence, carriesOurId });
  }

  private async markTogether(attempts: readonly Sending[]): Promise<boolean[]> {
    const marked = await this.prisma.query<AttemptKey>(markSendingStatement(attempts));
    const keys = new Set(marked.flatMap(keyOf));
    return attempts.map((attempt) => keyOf(attempt).every((key) => keys.has(key)));
  }

  /**
   * Writes the outcome of the attempt: its row always, the order only while this attempt is its newest and the move
   * is allowed. Null when the order has gone on without this attempt. Orders that are plainly placed at the same time share
   * a statement.
   */
  async record(recorded: Recorded): Promise<RecordedRow | null> {
    try {
      return await (isPlainlyPlaced(recorded) ? this.placed.add(recorded) : this.recordOne(recorded));
    } catch (error) {
      if (violatedIndex(error) === 'orders_sectigo_order_number_key') throw new OrderNumberTaken();
      throw error;
    }
  }

  private async recordOne(recorded: Recorded): Promise<RecordedRow | null> {
    const [row] = await this.prisma.query<RecordedRow>(recordStatement(recorded, this.config));
    return row ?? null;
  }

  private async recordTogether(recorded: readonly RecordedPlaced[]): Promise<(RecordedRow | null)[]> {
    const [first, second, ...others] = recorded;
    if (!first) return [];
    if (!second) return [await this.recordOne(first)];
    const rows = await this.prisma.query<RecordedPlacedRow>(
      recordPlacedStatement([first, second, ...others], this.config),
    );
    const byOrder = new Map(rows.map((row) => [row.orderId, row]));
    return recorded.map(({ claim }) => byOrder.get(claim.orderId) ?? null);
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
        ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
      ), unsent AS MATERIALIZED (
        SELECT unsent.* FROM expired, LATERAL (
          SELECT order_id, fence FROM attempts
          WHERE order_id = expired.id AND attempts.fence = expired.fence AND stage = 'claimed' AND outcome IS NULL
          FOR NO KEY UPDATE
        ) AS unsent
      ), lost AS (
        UPDATE attempts SET outcome = 'not-sent', reason = 'worker-lost', finished_at = now() FROM unsent
        WHERE attempts.order_id = unsent.order_id AND attempts.fence = unsent.fence
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

  /** Orders whose worker stopped responding: Sectigo may or may not have sold them. */
  async giveUpExpiredLeases(): Promise<string[]> {
    const rows = await this.prisma.$queryRaw<{ id: string }[]>`
      WITH silent AS MATERIALIZED (
        SELECT id, fence FROM orders WHERE ${GIVE_UP.from} AND lease_expires_at < now() ORDER BY id FOR NO KEY UPDATE
      ), lost AS MATERIALIZED (
        SELECT lost.* FROM silent, LATERAL (
          SELECT order_id, fence FROM attempts
          WHERE order_id = silent.id AND attempts.fence = silent.fence FOR NO KEY UPDATE
        ) AS lost
      ), expired AS (
        UPDATE orders SET ${GIVE_UP.set}, lease_expires_at = NULL,
               problem = jsonb_build_object('code', 'outcome-unknown')
        FROM silent WHERE orders.id = silent.id
        RETURNING orders.id, client_id, version, status, problem
      ), freed AS (
        UPDATE ${FREED_SLOT}
        FROM silent WHERE slot.order_id = silent.id AND slot.fence = silent.fence
      ), attempt AS (
        UPDATE attempts SET outcome = 'unknown', reason = 'worker-lost', finished_at = now()
        FROM lost WHERE attempts.order_id = lost.order_id AND attempts.fence = lost.fence
      ), event AS (${appendEvent('expired', 'order.outcome-unknown')})
      SELECT id, ${TELL_SETTLED} FROM expired`;
    return rows.map(({ id }) => id);
  }
}

const keyOf = ({ orderId, fence }: AttemptKey): string[] => [`${orderId} ${fence}`];

/** Sectigo gave a number that another order has: one of the two was not placed as we believe. */
export class OrderNumberTaken extends Error {
  override readonly name = 'OrderNumberTaken';
}
