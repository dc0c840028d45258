import { Injectable } from '@nestjs/common';
import { appendAudit, type Author } from '../audit/append-audit.query.js';
import { appendEvent } from '../events/append-event.query.js';
import { PROXY_REFUSES } from './gate-closer.js';
import { nextProbeAt } from './gate-hold.query.js';
import { type SubmissionJob } from '../orders/queue/submission-queue.js';
import { Prisma, type SubmissionGate } from '../platform/prisma/generated/client.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { orderMove } from '../orders/order-move.query.js';
import { ERROR_CODES, type ErrorCode, isSectigoProblem, PROBLEMS } from '../shared/error-code.js';

const RELEASE = orderMove(['held'], 'queued');

/** Faults of our account or of the way there: these orders wait for the gate, not for a decision about themselves. */
const WAITING_FOR_THE_GATE: readonly ErrorCode[] = [
  ...ERROR_CODES.filter(isSectigoProblem).filter((code) => PROBLEMS[code].disposition === 'hold-queue'),
  PROXY_REFUSES,
];

const GATE = Prisma.sql`jsonb_build_object('paused', closed_at IS NOT NULL, 'pausedBy', closed_by, 'notBefore', not_before)`;
const AUDITED = 'submissions';

/** The one row that says whether orders may be sent at all: it holds for every worker at once. */
@Injectable()
export class SubmissionGateRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Closes the gate by hand: no probe opens it again, only `open` does. */
  async close(reason: string, by: Author): Promise<void> {
    await this.prisma.$executeRaw`
      WITH old_row AS (
        SELECT id, ${GATE} AS before FROM submission_gate
        WHERE closed_by IS DISTINCT FROM 'operator' OR reason IS DISTINCT FROM ${reason} FOR NO KEY UPDATE
      ), closed AS (
        UPDATE submission_gate SET closed_at = coalesce(closed_at, now()), closed_by = 'operator', reason = ${reason},
               next_probe_at = NULL, probe_order_id = NULL
        FROM old_row WHERE submission_gate.id = old_row.id
        RETURNING ${AUDITED}::text AS id, before, ${GATE} AS after
      )
      ${appendAudit('closed', { by, action: 'submissions.pause', note: reason })}`;
  }

  async state(): Promise<SubmissionGate | null> {
    return this.prisma.submissionGate.findUnique({ where: { id: 1 } });
  }

  /**
   * Opens the gate and queues every order that an account fault holds, oldest first. Does not wait for the breaker: one
   * attempt finds out at once whether Sectigo can be reached.
   */
  async open(by: Author): Promise<SubmissionJob[]> {
    return this.openWhere(Prisma.sql`TRUE`, appendAudit('changed', { by, action: 'submissions.resume' }));
  }

  /** Opens the gate if this order is still the probe, which succeeded; returns the orders to queue. */
  async openAfterProbe(orderId: string): Promise<SubmissionJob[]> {
    return this.openWhere(Prisma.sql`closed_at IS NOT NULL AND probe_order_id = ${orderId}`);
  }

  /**
   * The gate is locked by a statement of its own, so that the next one looks at the orders after it: an order that is
   * becoming held, and closes the gate with it, is seen either as a whole or not at all.
   */
  private async openWhere(condition: Prisma.Sql, audit = Prisma.sql`SELECT`): Promise<SubmissionJob[]> {
    const [, released] = await this.prisma.$transaction([
      this.prisma.$queryRaw`SELECT id FROM submission_gate FOR UPDATE`,
      this.prisma.$queryRaw<SubmissionJob[]>`
        WITH old_row AS (
          SELECT id, ${GATE} AS before FROM submission_gate WHERE ${condition}
        ), opened AS (
          UPDATE submission_gate SET closed_at = NULL, closed_by = NULL, reason = NULL, next_probe_at = NULL,
                 probe_order_id = NULL, refused_login = NULL, not_before = CASE WHEN slowed_by = 'breaker' THEN NULL ELSE not_before END
          FROM old_row WHERE submission_gate.id = old_row.id RETURNING before, ${GATE} AS after
        ), released AS (
          UPDATE orders SET ${RELEASE.set}, problem = NULL, next_attempt_at = now()
          WHERE ${RELEASE.from} AND problem->>'code' = ANY(${WAITING_FOR_THE_GATE}) AND EXISTS (SELECT FROM opened)
          RETURNING id, client_id, version, status, problem
        ), event AS (${appendEvent('released', 'order.queued')}
        ), changed AS (
          SELECT ${AUDITED}::text AS id, before, after || jsonb_build_object('releasedOrders', released.orders) AS after
          FROM opened, (SELECT count(*) AS orders FROM released) AS released
          WHERE before <> after OR released.orders > 0
        ), audit AS (${audit})
        SELECT id AS "orderId", version FROM released ORDER BY id`,
    ]);
    return released;
  }

  /**
   * When it is time, lets one order through the closed gate as a probe: it finds out whether the account works again.
   * The oldest held order, or, when none is held any more, the oldest that waits behind the gate: else nothing would
   * open it. Never while an operator has closed the gate. An order that somebody is writing is passed over: a claim locks
   * the order first and the gate after it, this statement the other way round.
   */
  async startProbe(everyMs: number): Promise<SubmissionJob[]> {
    return this.prisma.$queryRaw<SubmissionJob[]>`
      WITH due AS (
        SELECT id FROM submission_gate WHERE closed_by <> 'operator' AND next_probe_at <= now() FOR UPDATE SKIP LOCKED
      ), oldest AS (
        SELECT orders.id, version, status FROM orders, due
        WHERE (status = 'queued' AND next_attempt_at <= now())
           OR (${RELEASE.from} AND problem->>'code' = ANY(${WAITING_FOR_THE_GATE}))
        ORDER BY status = 'held' DESC, orders.id LIMIT 1 FOR NO KEY UPDATE OF orders SKIP LOCKED
      ), released AS (
        UPDATE orders SET ${RELEASE.set}, problem = NULL, next_attempt_at = now()
        FROM oldest WHERE orders.id = oldest.id AND ${RELEASE.from}
        RETURNING orders.id, client_id, orders.version, orders.status, problem
      ), probe AS (
        SELECT id, version FROM released UNION ALL SELECT id, version FROM oldest WHERE status = 'queued'
      ), gate AS (
        UPDATE submission_gate SET next_probe_at = ${nextProbeAt(everyMs)},
               probe_order_id = (SELECT id FROM probe)
        WHERE id IN (SELECT id FROM due)
      ), event AS (${appendEvent('released', 'order.queued')})
      SELECT id AS "orderId", version FROM probe`;
  }
}
