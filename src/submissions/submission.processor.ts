import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Worker } from 'bullmq';
import { JOB_OPTIONS, type SubmissionJob, SUBMISSIONS_QUEUE_NAME } from '../outbox/submission-queue.js';
import { type Connection, QUEUE_PREFIX, WORKER_CONNECTION } from '../platform/queues/queues.module.js';
import { SubmissionSettings } from './submission-settings.js';
import { SubmitOrder } from './submit-order.js';

const MINUTE_MS = 60_000;
/** No guard against buying twice, the claim is: so it may be short. */
const LOCK_MS = 10_000;

/** Takes jobs and gives each order to its use case; knows nothing else. */
@Injectable()
export class SubmissionProcessor implements OnModuleDestroy {
  private readonly logger = new Logger(SubmissionProcessor.name);
  private worker: Worker<SubmissionJob> | undefined;

  constructor(
    @Inject(WORKER_CONNECTION) private readonly connection: Connection,
    @Inject(QUEUE_PREFIX) private readonly prefix: string,
    private readonly submitOrder: SubmitOrder,
    private readonly settings: SubmissionSettings,
  ) {}

  start(): void {
    const { concurrency, perMinute } = this.settings;
    this.worker = new Worker<SubmissionJob>(
      SUBMISSIONS_QUEUE_NAME,
      ({ data }) => this.submitOrder.execute(data.orderId),
      {
        connection: this.connection.redis,
        prefix: this.prefix,
        concurrency,
        ...(perMinute > 0 && { limiter: { max: perMinute, duration: MINUTE_MS } }),
        // a killed worker's jobs are given up soon: its orders that were not sent yet are handed over again
        lockDuration: LOCK_MS,
        stalledInterval: LOCK_MS / 2,
        // a job whose worker fell silent must not run again by itself: its order may have been sent
        maxStalledCount: 0,
        removeOnComplete: { count: JOB_OPTIONS.kept },
        removeOnFail: { count: JOB_OPTIONS.kept },
      },
    );
    this.worker.on('error', () => undefined);
    this.worker.on('failed', (job, error) => {
      this.logger.warn(
        { err: error, orderId: job?.data.orderId },
        'a job failed; the sweep looks after its order',
      );
    });
  }

  /** Takes no more jobs and lets the attempts under way finish. */
  async onModuleDestroy(): Promise<void> {
    await this.worker?.close();
  }
}
