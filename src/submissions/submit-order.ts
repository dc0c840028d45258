import { hostname } from 'node:os';
import { Injectable, Logger } from '@nestjs/common';
import { SubmissionRelay } from '../outbox/submission.relay.js';
import { type OrderOutcome, SectigoClient } from '../sectigo/index.js';
import { assertNever } from '../shared/assert-never.js';
import { AttemptRepository, type AttemptReport, type Claim, OrderNumberTaken } from './attempt.repository.js';
import { type Decision, decide } from './decision.js';
import { RecordRetry } from './record-retry.js';
import { SubmissionGateRepository } from '../outbox/submission-gate.repository.js';
import { SubmissionSettings } from './submission-settings.js';
import { toSectigoValues } from './to-sectigo-values.js';

const WORKER = `${hostname()}:${process.pid}`;

/** One attempt at one order: claim it, send it once, record what became of it. */
@Injectable()
export class SubmitOrder {
  private readonly logger = new Logger(SubmitOrder.name);

  constructor(
    private readonly attempts: AttemptRepository,
    private readonly gate: SubmissionGateRepository,
    private readonly sectigo: SectigoClient,
    private readonly relay: SubmissionRelay,
    private readonly settings: SubmissionSettings,
  ) {}

  async execute(orderId: string): Promise<void> {
    const claim = await this.attempts.claim(orderId, WORKER, this.settings.leaseMs);
    if (!claim) return;
    const outcome = await this.sectigo.placeOrder(toSectigoValues(claim.details), {
      beforeSend: () => this.attempts.markSending(claim),
    });
    const decision = decide(outcome, claim.attempts, this.settings.retry, Math.random());
    const version = await this.record(claim, decision, outcome);
    this.logger.log(
      { orderId, fence: claim.fence, outcome: outcome.kind, status: decision.status, ...problemOf(decision) },
      version === null ? 'an attempt ended after its order had gone on' : 'an attempt ended',
    );
    if (version === null) return;
    if (decision.status === 'queued') this.relay.handOver({ orderId, version, delayMs: decision.delayMs });
    if (provesAccountWorks(decision)) await this.openGateAfterProbe(orderId);
  }

  /** What Sectigo said must not be lost to a database that is away for a moment: it is tried until the lease ends. */
  private async record(claim: Claim, decision: Decision, outcome: OrderOutcome): Promise<number | null> {
    const { holdProbeMs } = this.settings;
    const retry = new RecordRetry(this.settings.leaseMs);
    try {
      return await retry.run(() => this.attempts.record(claim, decision, reportOf(outcome), holdProbeMs));
    } catch (error) {
      if (!(error instanceof OrderNumberTaken)) throw error;
      this.logger.error({ orderId: claim.orderId }, 'Sectigo gave an order number that another order has');
      const doubtful: Decision = {
        status: 'outcome-unknown',
        problem: { code: 'outcome-unknown' },
        closesGate: false,
      };
      const report = { ...reportOf(outcome), outcome: 'unknown', reason: 'order-number-taken' };
      return retry.run(() => this.attempts.record(claim, doubtful, report, holdProbeMs));
    }
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

/** An outcome as the attempt's row keeps it. */
function reportOf(outcome: OrderOutcome): AttemptReport {
  const { exchange } = outcome;
  const silent = { sectigoCode: null, sectigoMessage: null, reason: null };
  switch (outcome.kind) {
    case 'placed':
      return { ...silent, outcome: 'placed', sectigoCode: outcome.paymentOutstanding ? 1 : 0, exchange };
    case 'refused':
    case 'throttled':
      return {
        ...silent,
        outcome: outcome.kind,
        sectigoCode: outcome.errorCode,
        sectigoMessage: outcome.message,
        exchange,
      };
    case 'not-sent':
      return { ...silent, outcome: 'not-sent', reason: outcome.reason, exchange };
    case 'unknown': {
      const { reason, errorCode: sectigoCode, message: sectigoMessage } = outcome;
      return { outcome: 'unknown', reason, sectigoCode, sectigoMessage, exchange };
    }
    default:
      return assertNever(outcome);
  }
}
