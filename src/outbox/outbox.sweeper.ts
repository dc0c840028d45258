import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PeriodicTask } from '../platform/scheduling/periodic-task.js';
import { OpenOrdersQuery } from './open-orders.query.js';
import { SubmissionRelay } from './submission.relay.js';

const SWEEP_EVERY_MS = 1_000;
/** The usual hand-over takes milliseconds; what is due for longer has lost its job. */
const GRACE_MS = 1_000;
const BATCH = 500;
/** Workers have enough to do then. Orders are taken oldest first, so one without a job is soon among the oldest. */
const BATCH_WHILE_JOBS_WAIT = 20;

/**
 * Hands over again what got lost between the commit and the queue: a crash in between, a Redis that was away,
 * was flushed or came back empty.
 */
@Injectable()
export class OutboxSweeper implements OnModuleDestroy {
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

  private async sweep(): Promise<void> {
    const batch = (await this.relay.hasWaitingJobs()) ? BATCH_WHILE_JOBS_WAIT : BATCH;
    this.relay.handOver(...(await this.openOrders.overdue(GRACE_MS, batch)));
  }
}
