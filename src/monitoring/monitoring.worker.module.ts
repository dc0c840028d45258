import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/config.js';
import { EventLogQuery } from '../events/event-log.query.js';
import { AccountModule } from '../gate/account.module.js';
import { PeriodicTasks } from '../platform/scheduling/periodic-tasks.js';
import { BALANCE_WANTED_CHANNEL, BalanceRepository } from './balance/balance.repository.js';
import { WatchBalance } from './balance/watch-balance.js';
import { CountHistory } from './counts/count-history.js';
import { CountsRepository } from './counts/counts.repository.js';
import { KeptTextsModule } from './kept-texts/kept-texts.module.js';
import { KeptTextsRepository } from './kept-texts/kept-texts.repository.js';

/** How soon a worker sees a request for the balance if a pooler passes no notifications on. */
const BALANCE_EVERY_MS = 5_000;
/** Queries count the events since then themselves. */
const COUNT_EVERY_MS = 10_000;
const EXPIRE_EVERY_MS = 3_600_000;

/** In a worker: balance, counts, and retention of raw texts. */
@Module({
  imports: [AccountModule, KeptTextsModule],
  providers: [BalanceRepository, WatchBalance, EventLogQuery, CountsRepository, CountHistory],
})
export class MonitoringWorkerModule implements OnApplicationBootstrap {
  constructor(
    private readonly tasks: PeriodicTasks,
    private readonly balance: WatchBalance,
    private readonly history: CountHistory,
    private readonly texts: KeptTextsRepository,
    private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.tasks.start({
      name: 'balance',
      everyMs: BALANCE_EVERY_MS,
      channel: BALANCE_WANTED_CHANNEL,
      // a start has better things to do
      startsLater: true,
      run: (signal) => this.balance.execute(signal),
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
