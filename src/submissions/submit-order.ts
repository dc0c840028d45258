import { Injectable, Logger } from '@nestjs/common';
import { SubmissionGateRepository } from '../outbox/submission-gate.repository.js';
import { SubmissionRelay } from '../outbox/submission.relay.js';
import { SectigoClient } from '../sectigo/index.js';
import { ClaimOrder } from './claim-order.js';
import { type Decision } from './decision.js';
import { RecordOutcome } from './record-outcome.js';
import { toSectigoValues } from './to-sectigo-values.js';

/** One attempt at one order: claim it, send it once, record what became of it. */
@Injectable()
export class SubmitOrder {
  private readonly logger = new Logger(SubmitOrder.name);

  constructor(
    private readonly claimOrder: ClaimOrder,
    private readonly recordOutcome: RecordOutcome,
    private readonly gate: SubmissionGateRepository,
    private readonly sectigo: SectigoClient,
    private readonly relay: SubmissionRelay,
  ) {}

  /** An order that waits to be claimed when the worker stops stays queued; an attempt under way is finished. */
  async execute(orderId: string, stopping: AbortSignal): Promise<void> {
    const claimed = await this.claimOrder.execute(orderId, stopping);
    if (!claimed) return;
    const { claim } = claimed;
    const outcome = await this.sectigo.placeOrder(toSectigoValues(claim.details), {
      beforeSend: () => this.claimOrder.confirm(claim),
      foreignOrderNumber: orderId,
    });
    const { decision, version } = await this.recordOutcome.execute(claimed, outcome);
    this.logger.log(
      { orderId, fence: claim.fence, outcome: outcome.kind, status: decision.status, ...problemOf(decision) },
      version === null ? 'an attempt ended after its order had gone on' : 'an attempt ended',
    );
    if (version === null) return;
    if (decision.status === 'queued') this.relay.handOver({ orderId, version, delayMs: decision.delayMs });
    if (provesAccountWorks(decision)) await this.openGateAfterProbe(orderId);
  }

  private async openGateAfterProbe(orderId: string): Promise<void> {
    const released = await this.gate.openAfterProbe(orderId);
    this.relay.handOver(...released.reverse().map((order) => ({ ...order, first: true })));
  }
}

/** Sectigo dealt with the order itself, so neither login nor credit stood in the way. */
function provesAccountWorks(decision: Decision): boolean {
  return decision.status === 'placed' || decision.status === 'rejected';
}

function problemOf(decision: Decision): { problem?: string } {
  return 'problem' in decision ? { problem: decision.problem.code } : {};
}
