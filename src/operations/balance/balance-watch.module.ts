import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { OutboxModule } from '../../outbox/outbox.module.js';
import { BalanceRepository } from './balance.repository.js';
import { BalanceSweeper } from './balance.sweeper.js';
import { CurrentBalance } from './current-balance.js';

/** What a worker process does for the balance. */
@Module({ imports: [OutboxModule], providers: [BalanceRepository, CurrentBalance, BalanceSweeper] })
export class BalanceWatchModule implements OnApplicationBootstrap {
  constructor(private readonly sweeper: BalanceSweeper) {}

  onApplicationBootstrap(): void {
    this.sweeper.start();
  }
}
