import { Injectable, Logger } from '@nestjs/common';
import { type SubmissionJob, SUBMISSIONS_QUEUE } from '../orders/queue/submission-queue.js';
import { queueFacts } from '../platform/tracing/span-facts.js';
import { type Span, Tracing } from '../platform/tracing/tracing.js';
import { type ClaimedOrder, ClaimOrder } from './claim/claim-order.js';
import { ContinueQueue } from './claim/continue-queue.js';
import { type Decision } from './record/interpret.js';
import { RecordOutcome } from './record/record-outcome.js';
import { SendOrder } from './send/send-order.js';

/** One transaction. */
const IN_POSTGRES = {
  kind: 'client',
  facts: { 'db.system.name': 'postgresql', 'db.query.summary': 'record outcome' },
} as const;

/** One attempt at one order: claim it, send it once, record the outcome. */
@Injectable()
export class SubmitOrder {
  private readonly logger = new Logger(SubmitOrder.name);

  constructor(
    private readonly claimOrder: ClaimOrder,
    private readonly sendOrder: SendOrder,
    private readonly recordOutcome: RecordOutcome,
    private readonly continueQueue: ContinueQueue,
    private readonly tracing: Tracing,
  ) {}

  /** An order that waits to be claimed when the worker stops stays queued; an attempt under way is finished. */
  async execute(job: SubmissionJob, stopping: AbortSignal): Promise<void> {
    const claimed = await this.claimOrder.execute(job, stopping);
    if (!claimed) return;
    const { orderId, traceparent: parent, fence } = claimed.claim;
    const facts = { ...queueFacts(SUBMISSIONS_QUEUE, 'process'), 'gateway.attempt.fence': fence };
    try {
      // the trace goes on where the order was accepted: by its row, not by the job, which may be another order's
      await this.tracing.span('attempt', { kind: 'consumer', parent, orderId, facts }, (span) =>
        this.attempt(claimed, span),
      );
    } catch (error) {
      this.logger.warn(
        { err: error, orderId, fence },
        'an attempt failed with an error; the sweep takes care of its order',
      );
    }
  }

  private async attempt(claimed: ClaimedOrder, span: Span): Promise<void> {
    const { orderId, fence } = claimed.claim;
    const meaning = await this.sendOrder.execute(claimed.claim);
    const { outcome } = meaning.report;
    const { decision, moved } = await this.tracing.span('record outcome', IN_POSTGRES, () =>
      this.recordOutcome.execute(claimed, meaning),
    );
    span.setAttributes({ 'gateway.outcome': outcome, 'gateway.order.status': decision.status });
    this.logger.log(
      { orderId, fence, outcome, status: decision.status, ...problemOf(decision) },
      moved === null ? 'an attempt ended after its order had changed' : 'an attempt ended',
    );
    if (moved !== null) await this.continueQueue.execute(orderId, moved, decision);
  }
}

function problemOf(decision: Decision): { problem?: string } {
  return 'problem' in decision ? { problem: decision.problem.code } : {};
}
