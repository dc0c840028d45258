import { Injectable, Logger } from '@nestjs/common';
import { Config, leaseMsOf } from '../../config/config.js';
import { type OrderOutcome } from '../../sectigo/index.js';
import { assertNever } from '../../shared/assert-never.js';
import { AttemptMetrics } from '../attempt-metrics.js';
import { AttemptRepository, OrderNumberTaken } from '../attempt.repository.js';
import { type ClaimedOrder } from '../claim/claim-order.js';
import { type Decision, decide } from './decision.js';
import { findingOf } from './finding.js';
import { type AttemptReport } from './record.query.js';
import { RecordRetry } from './record-retry.js';

const DOUBTFUL: Decision = {
  status: 'outcome-unknown',
  problem: { code: 'outcome-unknown' },
  closesGate: false,
};

export interface RecordedOutcome {
  readonly decision: Decision;
  /** Of the order; null when it has gone on without this attempt. */
  readonly version: number | null;
}

/** Decides what an outcome makes of its order, and writes it down. */
@Injectable()
export class RecordOutcome {
  private readonly logger = new Logger(RecordOutcome.name);

  constructor(
    private readonly attempts: AttemptRepository,
    private readonly config: Config,
    private readonly metrics: AttemptMetrics,
  ) {}

  /** What Sectigo said must not be lost to a database that is away for a moment: it is tried until the lease ends. */
  async execute({ claim, login }: ClaimedOrder, outcome: OrderOutcome): Promise<RecordedOutcome> {
    this.metrics.ended(claim, outcome);
    const decision = decide(outcome, claim.attempts, this.config.submissions, Math.random());
    const recorded = { claim, login, finding: findingOf(outcome), decision };
    const report = reportOf(outcome);
    const retry = new RecordRetry(leaseMsOf(this.config));
    try {
      return { decision, version: await retry.run(() => this.attempts.record(recorded, report)) };
    } catch (error) {
      if (!(error instanceof OrderNumberTaken)) throw error;
      this.logger.error({ orderId: claim.orderId }, 'Sectigo gave an order number that another order has');
      const doubtful = { ...recorded, decision: DOUBTFUL };
      const taken = takenReport(outcome, report);
      return {
        decision: DOUBTFUL,
        version: await retry.run(() => this.attempts.record(doubtful, taken)),
      };
    }
  }
}

/** The order cannot have its number, so the attempt keeps what Sectigo said. */
function takenReport(outcome: OrderOutcome, report: AttemptReport): AttemptReport {
  const { exchange, ...said } = outcome;
  const rawReply = exchange.rawReply ?? JSON.stringify(said);
  return { ...report, outcome: 'unknown', reason: 'order-number-taken', exchange: { ...exchange, rawReply } };
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
