import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PeriodicTask } from '../../platform/scheduling/periodic-task.js';
import { PollStatuses } from './poll-statuses.js';

const SWEEP_EVERY_MS = 1_000;

/** Every placed order is read at Sectigo now and then until its status is final, by whichever worker comes first. */
@Injectable()
export class PollingSweeper implements OnModuleDestroy {
  private readonly ending = new AbortController();
  private readonly task = new PeriodicTask('status polling', SWEEP_EVERY_MS, () =>
    this.pollStatuses.execute(this.ending.signal),
  );

  constructor(private readonly pollStatuses: PollStatuses) {}

  start(): void {
    this.task.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.ending.abort();
    await this.task.stop();
  }
}
