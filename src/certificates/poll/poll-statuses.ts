import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { type LoginPermit, LoginPermitRepository } from '../../gate/login-permit.repository.js';
import { isLoginRefused, type OrderStatusOutcome, SectigoClient } from '../../sectigo/index.js';
import { assertNever } from '../../shared/assert-never.js';
import { NotificationMetrics, type PollResult } from '../push/notification-metrics.js';
import { PollingSettings } from './polling-settings.js';
import { type DuePoll, StatusPollsRepository } from './status-polls.repository.js';

/** Should this worker be killed, so long nobody else tries the login. */
const TRIAL_MS = 75_000;
/** Where Sectigo does not say for how long. */
const THROTTLED_MS = 60_000;

/** Reads at Sectigo what became of orders, in case a push was lost. Changes nothing there; what fails is read later. */
@Injectable()
export class PollStatuses {
  private readonly logger = new Logger(PollStatuses.name);

  constructor(
    private readonly polls: StatusPollsRepository,
    private readonly permits: LoginPermitRepository,
    private readonly sectigo: SectigoClient,
    private readonly settings: PollingSettings,
    private readonly metrics: NotificationMetrics,
  ) {}

  /** As long as something is due and the pace allows it. */
  async execute(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.polls.isDue()) && (await this.pollIfPermitted(signal))) {
      await pause(60_000 / this.settings.perMinute, undefined, { signal }).catch(() => undefined);
    }
  }

  private async pollIfPermitted(signal: AbortSignal): Promise<boolean> {
    const login = await this.sectigo.loginFingerprint();
    const permit = await this.permits.take('status', login, TRIAL_MS);
    if (permit === null) return false;
    try {
      const due = await this.polls.takeDue(this.settings.perMinute);
      const outcome = due && (await this.poll(due, permit, signal));
      if (outcome?.kind === 'status') await this.permits.prove(permit);
      return outcome?.kind === 'status';
    } finally {
      await this.permits.release(permit);
    }
  }

  private async poll(
    { orderId, orderNumber }: DuePoll,
    permit: LoginPermit,
    signal: AbortSignal,
  ): Promise<OrderStatusOutcome> {
    const outcome = await this.sectigo.orderStatus(orderNumber, { signal });
    const result = await this.resultOf(orderId, outcome, permit);
    await this.polls.recordResult(orderId, result);
    this.metrics.polled(result);
    return outcome;
  }

  private async resultOf(
    orderId: string,
    outcome: OrderStatusOutcome,
    permit: LoginPermit,
  ): Promise<PollResult> {
    switch (outcome.kind) {
      case 'status': {
        const { status: to, text: description, validity } = outcome;
        if (to === 'unrecognised') {
          this.logger.warn({ orderId, description }, 'Sectigo gives a status that nobody knows');
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
        // the login is the same as for orders: a refused one must not be repeated; what else is refused stops no order
        if (isLoginRefused(outcome)) await this.permits.refuse(permit);
        return 'refused';
      case 'throttled':
        await this.permits.slowDown(outcome.retryAfterMs ?? THROTTLED_MS);
        return 'throttled';
      case 'failed':
        return 'failed';
      default:
        return assertNever(outcome);
    }
  }
}
