import { Injectable } from '@nestjs/common';
import { SubmissionGateRepository } from '../../gate/submission-gate.repository.js';
import { beginHandOver } from '../../orders/queue/hand-over-span.js';
import { SubmissionRelay } from '../../orders/queue/submission.relay.js';
import { Tracing } from '../../platform/tracing/tracing.js';
import { type Decision } from '../record/interpret.js';
import { type RecordedRow } from '../record/record.query.js';

/** What the end of an attempt means for the queue: the order's next attempt, and the orders that waited for this one. */
@Injectable()
export class ContinueQueue {
  constructor(
    private readonly gate: SubmissionGateRepository,
    private readonly relay: SubmissionRelay,
    private readonly tracing: Tracing,
  ) {}

  async execute(orderId: string, { version, isProbe }: RecordedRow, decision: Decision): Promise<void> {
    if (decision.status === 'queued') {
      const span = beginHandOver(this.tracing, orderId);
      this.relay.handOver({ orderId, version, delayMs: decision.delayMs, span });
    }
    if (isProbe && provesAccountWorks(decision))
      this.relay.handOverFirst(await this.gate.openAfterProbe(orderId));
  }
}

/** Sectigo dealt with the order itself, so neither login nor credit stood in the way. */
function provesAccountWorks(decision: Decision): boolean {
  return decision.status === 'placed' || decision.status === 'rejected';
}
