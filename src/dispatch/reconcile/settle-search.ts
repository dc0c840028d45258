import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { SubmissionRelay } from '../../orders/queue/submission.relay.js';
import { type Span, Tracing } from '../../platform/tracing/tracing.js';
import { type ReportedOrder } from '../../sectigo/index.js';
import { type Match, matchOrder, type UnsettledOrder } from './match-orders.js';
import { ReconciliationMetrics } from './reconciliation-metrics.js';
import { pauseAfterCheck } from './reconciliation-policy.js';
import { type DueCheck, ReconciliationRepository, type SearchedBy } from './reconciliation.repository.js';

/** Stores what Sectigo's report says about an order, and settles the order if that is certain. */
@Injectable()
export class SettleSearch {
  private readonly logger = new Logger(SettleSearch.name);

  constructor(
    private readonly searches: ReconciliationRepository,
    private readonly relay: SubmissionRelay,
    private readonly metrics: ReconciliationMetrics,
    private readonly tracing: Tracing,
    private readonly config: Config,
  ) {}

  /** False when the order has gone on meanwhile, or the number belongs to another. */
  async asFound(order: DueCheck, row: ReportedOrder, by: SearchedBy): Promise<boolean> {
    const settled = await this.searches.settleAsPlaced(order, row, by);
    if (settled) this.metrics.checked('found');
    return settled;
  }

  /** The report about the id that the order carried has no line. */
  async asAbsent(order: DueCheck): Promise<void> {
    this.metrics.checked('absent');
    this.logger.log({ orderId: order.orderId, result: 'absent' }, 'looked for an order by its id');
    await this.searches.recordAbsence(order, this.pauseAfter(order), 'our-id');
  }

  /** Sectigo has lines for the order's id, but not one that can be its own: a person decides. */
  async asAmbiguous({ orderId, ...order }: DueCheck, rows: readonly ReportedOrder[]): Promise<void> {
    this.metrics.checked('ambiguous');
    const candidates = rows.map((row) => ({ ...row, differences: [], rivals: [] }));
    const pauseMs = this.pauseAfter({ orderId, ...order });
    await this.searches.recordCandidates(orderId, candidates, pauseMs, 'our-id');
  }

  /** By the lines of the report that belong to no order yet. */
  byReport(
    order: DueCheck,
    free: readonly ReportedOrder[],
    unsettled: readonly UnsettledOrder[],
  ): Promise<void> {
    const { orderId, traceparent: parent } = order;
    return this.tracing.span('look for order in report', { parent, orderId }, (span) =>
      this.settle(order, matchOrder(order, free, unsettled), span),
    );
  }

  private async settle(order: DueCheck, match: Match, span: Span): Promise<void> {
    const { orderId } = order;
    const pauseMs = this.pauseAfter(order);
    span.setAttributes({ 'gateway.reconciliation': match.kind });
    this.logger.log({ orderId, result: match.kind }, 'looked for an order in the report of Sectigo');
    switch (match.kind) {
      case 'found':
        if (!(await this.asFound(order, match.row, 'comparison'))) {
          this.logger.warn({ orderId }, 'an order was found, but has changed meanwhile');
        }
        return;
      case 'ambiguous':
        this.metrics.checked('ambiguous');
        return this.searches.recordCandidates(orderId, match.candidates, pauseMs, 'comparison');
      case 'absent':
        this.metrics.checked('absent');
        return this.searches.recordAbsence(order, pauseMs, 'comparison');
    }
  }

  /** There was no report to look at. */
  async unread(orders: readonly DueCheck[]): Promise<void> {
    for (const order of orders) {
      this.metrics.checked('report-failed');
      await this.searches.recordFailure(order.orderId, this.pauseAfter(order));
    }
  }

  /** Those of them of which two reports had no trace. */
  async resubmit(orders: readonly DueCheck[]): Promise<void> {
    for (const { orderId, fence } of orders) {
      const job = await this.searches.resubmitIfProvenAbsent(orderId, fence);
      if (job === null) continue;
      this.logger.warn({ orderId }, 'Sectigo has no trace of an order: it is sent once more');
      this.relay.handOver(job);
    }
  }

  private pauseAfter({ checks }: DueCheck): number {
    return pauseAfterCheck(checks, this.config.submissions.reconcileIntervalMs);
  }
}
