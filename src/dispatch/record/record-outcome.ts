import { Injectable, Logger } from '@nestjs/common';
import { Config, leaseMsOf } from '../../config/config.js';
import { AttemptMetrics } from '../attempt-metrics.js';
import { AttemptRepository, OrderNumberTaken } from '../attempt.repository.js';
import { type ClaimedOrder } from '../claim/claim-order.js';
import { type Decision, type Interpretation } from './interpret.js';
import { type RecordedRow } from './record.query.js';
import { RecordRetry } from './record-retry.js';

export interface RecordedOutcome {
  readonly decision: Decision;
  /** Null when the order has gone on without this attempt. */
  readonly moved: RecordedRow | null;
}

/** Writes down what an attempt came to. */
@Injectable()
export class RecordOutcome {
  private readonly logger = new Logger(RecordOutcome.name);

  constructor(
    private readonly attempts: AttemptRepository,
    private readonly config: Config,
    private readonly metrics: AttemptMetrics,
  ) {}

  /** A short outage of the database must not lose Sectigo's answer: writing is repeated until the lease ends. */
  async execute(claimed: ClaimedOrder, meaning: Interpretation): Promise<RecordedOutcome> {
    this.metrics.ended(claimed.claim, meaning.report);
    const retry = new RecordRetry(leaseMsOf(this.config));
    const record = async (recorded: Interpretation): Promise<RecordedOutcome> => ({
      decision: recorded.decision,
      moved: await retry.run(() => this.attempts.record({ ...claimed, ...recorded })),
    });
    try {
      return await record(meaning);
    } catch (error) {
      if (!(error instanceof OrderNumberTaken)) throw error;
      const { orderId } = claimed.claim;
      this.logger.error({ orderId }, 'Sectigo gave an order number that another order has');
      return record(withoutNumber(meaning));
    }
  }
}

/** The number belongs to another order, so the outcome is unknown; the attempt keeps Sectigo's answer. */
function withoutNumber({ decision, finding, report }: Interpretation): Interpretation {
  const said = decision.status === 'placed' ? JSON.stringify(decision.placed) : null;
  const exchange = { ...report.exchange, rawReply: report.exchange.rawReply ?? said };
  return {
    decision: { status: 'outcome-unknown', problem: { code: 'outcome-unknown' }, closesGate: false },
    finding,
    report: { ...report, outcome: 'unknown', reason: 'order-number-taken', exchange },
  };
}
