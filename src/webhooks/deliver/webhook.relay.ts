import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Queue } from 'bullmq';
import { type WebhookJob, WEBHOOKS_QUEUE } from './webhook-queue.js';

const WARN_EVERY_MS = 10_000;

/**
 * Wakes a worker for webhooks for which Postgres holds something that is due. Never awaited and never throws: should
 * Redis be away, the sweep finds them again.
 */
@Injectable()
export class WebhookRelay {
  private readonly logger = new Logger(WebhookRelay.name);
  private warnedAt = 0;

  constructor(@Inject(WEBHOOKS_QUEUE) private readonly queue: Queue<WebhookJob>) {}

  handOver(...webhookIds: readonly string[]): void {
    if (webhookIds.length === 0) return;
    // a repeated hand-over is a no-op while the webhook has its turn or waits for it
    const jobs = webhookIds.map((webhookId) => ({
      name: 'deliver',
      data: { webhookId },
      opts: { deduplication: { id: webhookId } },
    }));
    this.queue.addBulk(jobs).catch((error: unknown) => {
      if (Date.now() - this.warnedAt < WARN_EVERY_MS) return;
      this.warnedAt = Date.now();
      this.logger.warn(
        { err: error, webhooks: jobs.length },
        'Redis accepted no jobs; the sweep will hand them over',
      );
    });
  }
}
