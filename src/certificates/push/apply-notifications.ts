import { Injectable, Logger } from '@nestjs/common';
import { type OrderDetails } from '../../orders/domain/order-details.js';
import { NotificationMetrics } from './notification-metrics.js';
import { type DuePush, InboxRepository } from './inbox.repository.js';
import { interpretPush } from './interpret-push.js';

/** Keeps a pass short, so a worker that stops need not wait long. */
const PUSHES_A_PASS = 50;

/** Applies stored pushes in any order: the status of a certificate only moves forward. */
@Injectable()
export class ApplyNotifications {
  private readonly logger = new Logger(ApplyNotifications.name);

  constructor(
    private readonly inbox: InboxRepository,
    private readonly metrics: NotificationMetrics,
  ) {}

  /** Until nothing is due. */
  async execute(signal: AbortSignal): Promise<void> {
    for (;;) {
      const due = await this.inbox.takeDue(PUSHES_A_PASS);
      for (const push of due) {
        if (signal.aborted) return;
        await this.attempt(push);
      }
      if (due.length < PUSHES_A_PASS) return;
    }
  }

  /** One that cannot be applied is looked at again later, and must not keep the others waiting. */
  private async attempt(push: DuePush): Promise<void> {
    await this.apply(push).catch((error: unknown) =>
      this.logger.error({ orderId: push.orderId, err: error }, 'a push of Sectigo could not be applied'),
    );
  }

  private async apply(push: DuePush): Promise<void> {
    const { seq, fields, receivedAt, orderId, details, hasNumber } = push;
    if (orderId === null) {
      if (hasNumber) return this.inbox.wait(push);
      this.metrics.pushed('unusable');
      return this.inbox.setAside(seq, null, 'order-number-absent');
    }
    const meaning = interpretPush({ orderId, fields, receivedAt, details: details as OrderDetails });
    if (meaning.kind === 'unusable') {
      this.metrics.pushed('unusable');
      this.logger.warn({ orderId, reason: meaning.reason }, 'a push of Sectigo cannot be used');
      return this.inbox.setAside(seq, orderId, meaning.reason);
    }
    const changed = await this.inbox.apply(seq, meaning);
    this.metrics.pushed(changed ? 'applied' : 'superseded');
    this.tell(orderId, meaning.change.to, changed, meaning);
  }

  private tell(
    orderId: string,
    status: string,
    changed: boolean,
    {
      certificate,
      reason,
    }: { certificate?: { mismatches: readonly string[] } | undefined; reason: string | undefined },
  ): void {
    this.logger.log({ orderId, status, changed }, 'applied a push of Sectigo');
    const mismatches = certificate?.mismatches ?? [];
    if (mismatches.length > 0)
      this.logger.error({ orderId, mismatches }, 'the delivered certificate is not what was ordered');
    if (reason !== undefined)
      this.logger.error({ orderId, reason }, 'a delivered certificate cannot be read');
  }
}
