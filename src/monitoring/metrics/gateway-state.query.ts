import { Injectable } from '@nestjs/common';
import { type OrderStatus, UNSETTLED_STATUSES } from '../../orders/domain/order-status.js';
import { type GateCloser } from '../../gate/gate-closer.js';
import { BREAKER_STATE, type BreakerState } from '../../gate/submission-breaker.query.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { ALL_FINAL_ORDERS, countedFinalOrders } from '../counts/counts.query.js';
import { CountsRepository } from '../counts/counts.repository.js';
import { type CertificateCounts, CertificateStateQuery } from './certificate-state.query.js';

/** Within this time all scrapers and operators get the last answer. */
const FRESH_FOR_MS = 2_000;

/** The orders in one status; the oldest only for statuses that are not final. */
export interface StatusCount {
  readonly status: OrderStatus;
  readonly count: number;
  readonly oldestId: string | null;
  readonly oldestAgeS: number | null;
}

/** Whether orders are sent, and if not, why. */
export interface GateState {
  readonly pausedAt: Date | null;
  readonly pausedBy: GateCloser | null;
  /** A problem's code, or what the operator said. */
  readonly reason: string | null;
  readonly nextProbeAt: Date | null;
  /** Nothing is sent before: Sectigo asked for it, or the breaker waits. */
  readonly slowedUntil: Date | null;
  readonly breaker: BreakerState;
  /** Queued orders whose time has come. */
  readonly due: number;
}

/** What receivers have not been told yet, of webhooks that are in use. */
export interface DeliveryBacklog {
  readonly pending: number;
  /** Of these, those whose time has come and that no worker is trying. */
  readonly due: number;
  /** Since when the longest of them is due, in seconds; 0: none is. */
  readonly oldestDueAgeS: number;
}

/** Sectigo's last answer, with its age in seconds. */
export interface BalanceState {
  readonly currency: string;
  /** For a gauge alone: no money is reckoned with it. */
  readonly available: number;
  readonly ageS: number;
}

export interface GatewayState {
  readonly statuses: readonly StatusCount[];
  readonly gate: GateState;
  readonly deliveries: DeliveryBacklog;
  readonly certificates: CertificateCounts;
  readonly balance: BalanceState | null;
}

/** How things stand now, over all processes. */
@Injectable()
export class GatewayStateQuery {
  private last: { readonly at: number; readonly state: Promise<GatewayState> } | undefined;

  constructor(
    private readonly prisma: PrismaService,
    private readonly certificates: CertificateStateQuery,
    private readonly counts: CountsRepository,
  ) {}

  read(): Promise<GatewayState> {
    const now = performance.now();
    if (this.last === undefined || now - this.last.at > FRESH_FOR_MS) {
      const state = this.ask();
      this.last = { at: now, state };
      state.catch(() => (this.last = undefined));
    }
    return this.last.state;
  }

  private async ask(): Promise<GatewayState> {
    const [statuses, [gate], [deliveries], [balance], certificates] = await Promise.all([
      this.statuses(),
      this.prisma.$queryRaw<GateState[]>`
        SELECT closed_at AS "pausedAt", closed_by AS "pausedBy", reason, next_probe_at AS "nextProbeAt",
               CASE WHEN not_before > now() THEN not_before END AS "slowedUntil",
               ${BREAKER_STATE} AS breaker,
               (SELECT count(*)::int FROM orders WHERE status = 'queued' AND next_attempt_at <= now()) AS due
        FROM submission_gate`,
      this.prisma.$queryRaw<DeliveryBacklog[]>`
        SELECT count(*)::int AS pending, count(*) FILTER (WHERE next_attempt_at <= now())::int AS due,
               greatest(extract(epoch FROM now() - min(next_attempt_at)), 0)::float8 AS "oldestDueAgeS"
        FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook_id JOIN clients c ON c.id = w.client_id
        WHERE d.status = 'pending' AND w.disabled_at IS NULL AND c.disabled_at IS NULL`,
      this.prisma.$queryRaw<BalanceState[]>`
        SELECT currency, available::float8, extract(epoch FROM now() - fetched_at)::float8 AS "ageS"
        FROM account_balance WHERE fetched_at IS NOT NULL`,
      this.certificates.read(),
    ]);
    if (gate === undefined || deliveries === undefined) throw new Error('the submission gate has no row');
    return { statuses, gate, deliveries, certificates, balance: balance ?? null };
  }

  /** Statuses without orders are left out. */
  private async statuses(): Promise<StatusCount[]> {
    const { lastSeq, ordersCountedAt } = await this.counts.position();
    const finals = ordersCountedAt === null ? ALL_FINAL_ORDERS : countedFinalOrders(lastSeq);
    return this.prisma.$queryRaw<StatusCount[]>`
      SELECT counted.status, counted.count, oldest_id AS "oldestId",
             extract(epoch FROM now() - created_at)::float8 AS "oldestAgeS"
      FROM (
        SELECT status, sum(count)::int AS count, min(oldest_id) AS oldest_id FROM (
          SELECT status, count(*), min(id) AS oldest_id FROM orders
          WHERE status = ANY(${UNSETTLED_STATUSES}) GROUP BY status
          UNION ALL SELECT status, count, NULL FROM (${finals}) AS finals
        ) AS counts GROUP BY status HAVING sum(count) <> 0
      ) AS counted LEFT JOIN orders ON orders.id = oldest_id`;
  }
}
