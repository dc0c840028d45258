import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PeriodicTask } from '../../platform/scheduling/periodic-task.js';
import { ReconcileOrders } from './reconcile-orders.js';

const SWEEP_EVERY_MS = 1_000;

/** Every order whose outcome is unknown is looked for again and again, by whichever worker comes first. */
@Injectable()
export class ReconciliationSweeper implements OnModuleDestroy {
  private readonly ending = new AbortController();
  private readonly task = new PeriodicTask('reconciliation', SWEEP_EVERY_MS, () =>
    this.reconcileOrders.execute(this.ending.signal),
  );

  constructor(private readonly reconcileOrders: ReconcileOrders) {}

  start(): void {
    this.task.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.ending.abort();
    await this.task.stop();
  }
}
