import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { GateModule } from '../gate/gate.module.js';
import { PeriodicTasks } from '../platform/scheduling/periodic-tasks.js';
import { BalanceRepository } from './balance/balance.repository.js';
import { CurrentBalance } from './balance/current-balance.js';

const BALANCE_EVERY_MS = 60_000;

/** What a worker process does for the balance. */
@Module({ imports: [GateModule], providers: [BalanceRepository, CurrentBalance] })
export class MonitoringWorkerModule implements OnApplicationBootstrap {
  constructor(
    private readonly tasks: PeriodicTasks,
    private readonly balance: CurrentBalance,
  ) {}

  onApplicationBootstrap(): void {
    this.tasks.start({
      name: 'balance',
      everyMs: BALANCE_EVERY_MS,
      // a start has better things to do
      startsLater: true,
      run: (signal) => this.balance.watch(signal),
    });
  }
}
