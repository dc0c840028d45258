import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { type AccountUse, SectigoAccount } from '../../gate/sectigo-account.js';
import { type OrderStatusOutcome, SectigoClient } from '../../sectigo/index.js';
import { assertNever } from '../../shared/assert-never.js';
import { NotificationMetrics, type PollResult } from '../push/notification-metrics.js';
import { StatusPollsRepository } from './status-polls.repository.js';

const USE: AccountUse<OrderStatusOutcome> = { user: 'status', proofs: ['status'] };

/** Reads the statuses of orders at Sectigo, in case a push was lost. Changes nothing there; a failed read is repeated later. */
@Injectable()
export class PollStatuses {
  private readonly logger = new Logger(PollStatuses.name);

  constructor(
    private readonly polls: StatusPollsRepository,
    private readonly account: SectigoAccount,
    private readonly sectigo: SectigoClient,
    private readonly config: Config,
    private readonly metrics: NotificationMetrics,
  ) {}

  /** Until nothing is due or the rate limit is reached. */
  async execute(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.polls.isDue()) && (await this.pollIfPermitted(signal))) {
      await pause(60_000 / this.config.statusPollsPerMinute, undefined, { signal }).catch(() => undefined);
    }
  }

  private async pollIfPermitted(signal: AbortSignal): Promise<boolean> {
    const answer = await this.account.run(
      USE,
      () => this.polls.takeDue(this.config.statusPollsPerMinute),
      ({ orderNumber }) => this.sectigo.orderStatus(orderNumber, { signal }),
    );
    if (answer === null) return false;
    const { subject, outcome } = answer;
    const result = await this.resultOf(subject.orderId, outcome);
    await this.polls.recordResult(subject.orderId, result);
    this.metrics.polled(result);
    return outcome.kind === 'status';
  }

  private async resultOf(orderId: string, outcome: OrderStatusOutcome): Promise<PollResult> {
    switch (outcome.kind) {
      case 'status': {
        const { status: to, text: description, validity } = outcome;
        if (to === 'unrecognised') {
          this.logger.warn({ orderId, description }, 'Sectigo answered with an unknown status');
          return 'unrecognised';
        }
        const change = { orderId, to, description, at: new Date(), validUntil: validity?.notAfter };
        const changed = await this.polls.apply(change);
        return changed ? 'news' : 'no-news';
      }
      case 'refused':
        this.logger.warn(
          { orderId, code: outcome.errorCode },
          'Sectigo refuses to give the status of an order',
        );
        return 'refused';
      case 'throttled':
        return 'throttled';
      case 'failed':
        return 'failed';
      default:
        return assertNever(outcome);
    }
  }
}
