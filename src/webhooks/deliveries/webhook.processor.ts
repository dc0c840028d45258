import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Worker } from 'bullmq';
import { type Connection, QUEUE_PREFIX, WORKER_CONNECTION } from '../../platform/queues/queues.module.js';
import { DeliverDue } from './deliver-due.js';
import { type WebhookJob, WEBHOOKS_QUEUE_NAME } from './webhook-queue.js';

/**
 * Receivers that have their turn at the same time. They mostly wait, so there may be many: those who do not answer, of
 * ten clients with twenty webhooks each, must not keep the others waiting.
 */
const TURNS_AT_ONCE = 200;
const LOCK_MS = 10_000;

/** Takes jobs and gives each webhook its turn; knows nothing else. A worker of its own: orders never queue behind it. */
@Injectable()
export class WebhookProcessor implements OnModuleDestroy {
  private readonly logger = new Logger(WebhookProcessor.name);
  private worker: Worker<WebhookJob> | undefined;

  constructor(
    @Inject(WORKER_CONNECTION) private readonly connection: Connection,
    @Inject(QUEUE_PREFIX) private readonly prefix: string,
    private readonly deliverDue: DeliverDue,
  ) {}

  start(): void {
    this.worker = new Worker<WebhookJob>(
      WEBHOOKS_QUEUE_NAME,
      ({ data }) => this.deliverDue.execute(data.webhookId),
      {
        connection: this.connection.redis,
        prefix: this.prefix,
        concurrency: TURNS_AT_ONCE,
        lockDuration: LOCK_MS,
        stalledInterval: LOCK_MS / 2,
        // the sweep hands a killed worker's webhooks over again
        maxStalledCount: 0,
        // a job that is kept would swallow the next hand-over of its webhook
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      },
    );
    this.worker.on('error', () => undefined);
    this.worker.on('failed', (job, error) => {
      this.logger.warn(
        { err: error, webhookId: job?.data.webhookId },
        'a job failed; the sweep looks after its webhook',
      );
    });
  }

  /** Takes no more jobs and lets the tries under way come to their end. */
  async onModuleDestroy(): Promise<void> {
    this.deliverDue.stop();
    await this.worker?.close();
  }
}
