import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { type Queue, Worker } from 'bullmq';
import {
  JOB_OPTIONS,
  type SubmissionJob,
  SUBMISSIONS_QUEUE,
  SUBMISSIONS_QUEUE_NAME,
} from '../outbox/submission-queue.js';
import { type Connection, QUEUE_PREFIX, WORKER_CONNECTION } from '../platform/queues/queues.module.js';
import { PeriodicTask } from '../platform/scheduling/periodic-task.js';
import { SubmissionSettings } from './submission-settings.js';
import { SubmitOrder } from './submit-order.js';

const TELL_EVERY_MS = 5_000;
/** No guard against buying twice, the claim is: so it may be short. */
const LOCK_MS = 10_000;

/** Takes jobs and gives each to its use case; knows nothing else. */
@Injectable()
export class SubmissionProcessor implements OnModuleDestroy {
  private readonly logger = new Logger(SubmissionProcessor.name);
  private readonly stopping = new AbortController();
  private readonly telling = new PeriodicTask('tell the queue its concurrency', TELL_EVERY_MS, () =>
    this.tellConcurrency(),
  );
  private worker: Worker<SubmissionJob> | undefined;

  constructor(
    @Inject(WORKER_CONNECTION) private readonly connection: Connection,
    @Inject(QUEUE_PREFIX) private readonly prefix: string,
    @Inject(SUBMISSIONS_QUEUE) private readonly queue: Queue,
    private readonly submitOrder: SubmitOrder,
    private readonly settings: SubmissionSettings,
  ) {}

  start(): void {
    this.telling.start();
    this.worker = new Worker<SubmissionJob>(
      SUBMISSIONS_QUEUE_NAME,
      ({ data }) => this.submitOrder.execute(data, this.stopping.signal),
      {
        connection: this.connection.redis,
        prefix: this.prefix,
        concurrency: this.settings.concurrency,
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
    this.worker.on('failed', (_job, error) => {
      this.logger.warn(
        { err: error },
        'a job failed before it had claimed an order; the sweep makes another',
      );
    });
  }

  /** Takes no more jobs and lets the attempts under way finish. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.telling.stop();
    await this.worker?.close();
  }

  /**
   * Keeps the workers together from taking more jobs than may be under way, so that hardly any waits for its claim, which
   * is what holds the limit. Again and again: Redis may have lost it.
   */
  private async tellConcurrency(): Promise<void> {
    await this.queue.setGlobalConcurrency(this.settings.concurrency).catch(() => undefined);
  }
}
