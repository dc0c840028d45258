import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type Queue } from 'bullmq';
import { Config } from '../config/config.js';
import { type SubmissionJob, SUBMISSIONS_QUEUE } from '../orders/queue/submission-queue.js';
import { type QueueWorker } from '../platform/queues/queue-worker.js';
import { QueueWorkers } from '../platform/queues/queue-workers.js';
import { PeriodicTask } from '../platform/scheduling/periodic-task.js';
import { SubmitOrder } from './submit-order.js';

/** The jobs of a worker that was killed count until their locks end, and must not keep others from theirs. */
const ROOM = 2;
const TELL_EVERY_MS = 5_000;
/** No guard against buying twice, the claim is: so it may be short. */
const LOCK_MS = 10_000;

/** Takes jobs and gives each to its use case; knows nothing else. */
@Injectable()
export class SubmissionProcessor implements OnModuleDestroy {
  private readonly stopping = new AbortController();
  private readonly telling = new PeriodicTask('tell the queue its concurrency', TELL_EVERY_MS, () =>
    this.tellConcurrency(),
  );
  private readonly worker: QueueWorker<SubmissionJob>;

  constructor(
    workers: QueueWorkers,
    @Inject(SUBMISSIONS_QUEUE) private readonly queue: Queue,
    submitOrder: SubmitOrder,
    private readonly config: Config,
  ) {
    this.worker = workers.make({
      queue: SUBMISSIONS_QUEUE,
      run: (job) => submitOrder.execute(job, this.stopping.signal),
      options: {
        concurrency: config.submissions.concurrency,
        // a killed worker's jobs are given up soon: its orders that were not sent yet are handed over again
        lockDuration: LOCK_MS,
        stalledInterval: LOCK_MS / 2,
        // a job whose worker stopped responding must not run again automatically: its order may have been sent
        maxStalledCount: 0,
      },
    });
  }

  start(): void {
    this.telling.start();
    this.worker.start();
  }

  /** Takes no more jobs and lets the attempts under way finish. */
  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.telling.stop();
    await this.worker.close();
  }

  /**
   * Keeps many workers from taking far more jobs than may be under way, so that few wait for their claims, which are what
   * holds the limit. Again and again: Redis may have lost it.
   */
  private async tellConcurrency(): Promise<void> {
    await this.queue.setGlobalConcurrency(ROOM * this.config.submissions.concurrency).catch(() => undefined);
  }
}
