import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { EventLogQuery } from '../events/event-log.query.js';
import { GateModule } from '../gate/gate.module.js';
import { PeriodicTasks } from '../platform/scheduling/periodic-tasks.js';
import { BalanceRepository } from './balance/balance.repository.js';
import { CurrentBalance } from './balance/current-balance.js';
import { CountHistory } from './counts/count-history.js';
import { CountsRepository } from './counts/counts.repository.js';

const BALANCE_EVERY_MS = 60_000;
/** What happened since then is counted by whoever asks. */
const COUNT_EVERY_MS = 10_000;

/** What a worker process does for the balance and the counts. */
@Module({
  imports: [GateModule],
  providers: [BalanceRepository, CurrentBalance, EventLogQuery, CountsRepository, CountHistory],
})
export class MonitoringWorkerModule implements OnApplicationBootstrap {
  constructor(
    private readonly tasks: PeriodicTasks,
    private readonly balance: CurrentBalance,
    private readonly history: CountHistory,
  ) {}

  onApplicationBootstrap(): void {
    this.tasks.start({
      name: 'balance',
      everyMs: BALANCE_EVERY_MS,
      // a start has better things to do
      startsLater: true,
      run: (signal) => this.balance.watch(signal),
    });
    this.tasks.start({
      name: 'counts',
      everyMs: COUNT_EVERY_MS,
      startsLater: true,
      run: (signal) => this.history.execute(signal),
    });
  }
}
