import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type QueueWorker } from '../../platform/queues/queue-worker.js';
import { QueueWorkers } from '../../platform/queues/queue-workers.js';
import { DeliverDue } from './deliver-due.js';
import { type WebhookJob, WEBHOOKS_QUEUE } from './webhook-queue.js';

/**
 * Receivers that have their turn at the same time. They mostly wait, so there may be many: those who do not answer, of
 * ten clients with twenty webhooks each, must not keep the others waiting.
 */
const TURNS_AT_ONCE = 200;
const LOCK_MS = 10_000;

/** Takes jobs and gives each webhook its turn; knows nothing else. A worker of its own: orders never queue behind it. */
@Injectable()
export class WebhookProcessor implements OnModuleDestroy {
  private readonly worker: QueueWorker<WebhookJob>;

  constructor(
    workers: QueueWorkers,
    private readonly deliverDue: DeliverDue,
  ) {
    this.worker = workers.make({
      queue: WEBHOOKS_QUEUE,
      run: ({ webhookId }) => deliverDue.execute(webhookId),
      options: {
        concurrency: TURNS_AT_ONCE,
        lockDuration: LOCK_MS,
        stalledInterval: LOCK_MS / 2,
        // the sweep hands a killed worker's webhooks over again
        maxStalledCount: 0,
      },
    });
  }

  start(): void {
    this.worker.start();
  }

  /** Takes no more jobs and lets the tries under way come to their end. */
  async onModuleDestroy(): Promise<void> {
    this.deliverDue.stop();
    await this.worker.close();
  }
}
