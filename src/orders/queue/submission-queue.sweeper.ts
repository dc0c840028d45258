import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PeriodicTask } from '../../platform/scheduling/periodic-task.js';
import { OpenOrdersQuery } from './open-orders.query.js';
import { SubmissionRelay } from './submission.relay.js';

const SWEEP_EVERY_MS = 1_000;
/** The usual hand-over takes milliseconds; what is due for longer has lost its job. */
const GRACE_MS = 1_000;
const BATCH = 500;

/**
 * Hands over again what got lost between the commit and the queue: a crash in between, a Redis that was away,
 * was flushed or came back empty.
 */
@Injectable()
export class SubmissionQueueSweeper implements OnModuleDestroy {
  private readonly task = new PeriodicTask('hand over overdue orders', SWEEP_EVERY_MS, () => this.sweep());

  constructor(
    private readonly openOrders: OpenOrdersQuery,
    private readonly relay: SubmissionRelay,
  ) {}

  start(): void {
    this.task.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.task.stop();
  }

  /** While jobs wait workers have enough to do, and none of them is for one order alone. */
  private async sweep(): Promise<void> {
    if (await this.relay.hasWaitingJobs()) return;
    this.relay.handOver(...(await this.openOrders.overdue(GRACE_MS, BATCH)));
  }
}
