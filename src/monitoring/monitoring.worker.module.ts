import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/config.js';
import { EventLogQuery } from '../events/event-log.query.js';
import { GateModule } from '../gate/gate.module.js';
import { PeriodicTasks } from '../platform/scheduling/periodic-tasks.js';
import { BalanceRepository } from './balance/balance.repository.js';
import { CurrentBalance } from './balance/current-balance.js';
import { CountHistory } from './counts/count-history.js';
import { CountsRepository } from './counts/counts.repository.js';
import { KeptTextsModule } from './kept-texts/kept-texts.module.js';
import { KeptTextsRepository } from './kept-texts/kept-texts.repository.js';

const BALANCE_EVERY_MS = 60_000;
/** What happened since then is counted by whoever asks. */
const COUNT_EVERY_MS = 10_000;
const EXPIRE_EVERY_MS = 3_600_000;

/** What a worker process does for the balance, the counts, and what is kept for a time. */
@Module({
  imports: [GateModule, KeptTextsModule],
  providers: [BalanceRepository, CurrentBalance, EventLogQuery, CountsRepository, CountHistory],
})
export class MonitoringWorkerModule implements OnApplicationBootstrap {
  constructor(
    private readonly tasks: PeriodicTasks,
    private readonly balance: CurrentBalance,
    private readonly history: CountHistory,
    private readonly texts: KeptTextsRepository,
    private readonly config: Config,
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
    this.tasks.start({
      name: 'raw-retention',
      everyMs: EXPIRE_EVERY_MS,
      run: () => this.texts.expire(this.config.retentionRawDays),
    });
  }
}
