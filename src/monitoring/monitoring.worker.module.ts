import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { GateModule } from '../gate/gate.module.js';
import { BalanceRepository } from './balance/balance.repository.js';
import { BalanceSweeper } from './balance/balance.sweeper.js';
import { CurrentBalance } from './balance/current-balance.js';

/** What a worker process does for the balance. */
@Module({ imports: [GateModule], providers: [BalanceRepository, CurrentBalance, BalanceSweeper] })
export class MonitoringWorkerModule implements OnApplicationBootstrap {
  constructor(private readonly sweeper: BalanceSweeper) {}

  onApplicationBootstrap(): void {
    this.sweeper.start();
  }
}
