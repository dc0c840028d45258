import { Inject, Injectable, Logger } from '@nestjs/common';
import { type Queue } from 'bullmq';
import { type Span } from '../../platform/tracing/tracing.js';
import { type SubmissionJob, SUBMISSIONS_QUEUE } from './submission-queue.js';

export interface HandOver extends SubmissionJob {
  readonly delayMs?: number;
  /** Ends when Redis has the job, or has not taken it. */
  readonly span?: Span;
}

/** A Redis that is away fails every hand-over: one line now and then is enough. */
const WARN_EVERY_MS = 10_000;

/**
 * Wakes a worker for orders that Postgres already holds. Never awaited on a caller's path and never throws: should
 * Redis be away, the sweep finds the order again. Hand-overs of one turn of the event loop go out together.
 */
@Injectable()
export class SubmissionRelay {
  private readonly logger = new Logger(SubmissionRelay.name);
  private waiting: HandOver[] = [];
  private warnedAt = 0;

  constructor(@Inject(SUBMISSIONS_QUEUE) private readonly queue: Queue<SubmissionJob>) {}

  handOver(...orders: readonly HandOver[]): void {
    if (this.waiting.length === 0 && orders.length > 0) setImmediate(() => void this.flush());
    this.waiting.push(...orders);
  }

  /** These go before all that wait, in their order: whichever job is added last goes first. */
  handOverFirst(orders: readonly SubmissionJob[]): void {
    this.handOver(...[...orders].reverse().map((order) => ({ ...order, first: true })));
  }

  /** Whether jobs wait for a worker; false as well when Redis cannot tell. */
  async hasWaitingJobs(): Promise<boolean> {
    const count = await this.queue.getWaitingCount().catch(() => 0);
    return count > 0;
  }

  private async flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    try {
      await this.queue.addBulk(batch.map(toJob));
    } catch (error) {
      for (const { span } of batch) span?.fail('redis-unavailable');
      if (Date.now() - this.warnedAt < WARN_EVERY_MS) return;
      this.warnedAt = Date.now();
      this.logger.warn(
        { err: error, orders: batch.length },
        'Redis accepted no jobs; the sweep will hand them over',
      );
    } finally {
      for (const { span } of batch) span?.end();
    }
  }
}

/**
 * The id makes a repeated hand-over of the same version a no-op while its job waits; it is no guard against buying twice. A
 * job that goes before all that wait has an id of its own, or the one that waits would swallow it.
 */
function toJob({
  orderId,
  version,
  delayMs,
  first = false,
}: HandOver): Parameters<Queue<SubmissionJob>['addBulk']>[0][number] {
  const id = `${orderId}-${version}`;
  return {
    name: 'submit',
    data: { orderId, version, ...(first && { first }) },
    opts: {
      deduplication: { id: first ? `${id}-first` : id },
      ...(delayMs !== undefined && delayMs > 0 && { delay: delayMs }),
      ...(first && { lifo: true }),
    },
  };
}
