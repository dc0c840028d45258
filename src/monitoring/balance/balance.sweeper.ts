import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PeriodicTask } from '../../platform/scheduling/periodic-task.js';
import { BalanceRepository } from './balance.repository.js';
import { CurrentBalance } from './current-balance.js';

const LOOK_EVERY_MS = 60_000;

/** While orders are placed, somebody has to see the credit go down before orders are held for the lack of it. */
@Injectable()
export class BalanceSweeper implements OnModuleDestroy {
  private readonly ending = new AbortController();
  private readonly task = new PeriodicTask('the balance', LOOK_EVERY_MS, () => this.sweep());

  private starting: NodeJS.Timeout | undefined;

  constructor(
    private readonly balances: BalanceRepository,
    private readonly balance: CurrentBalance,
  ) {}

  /** Not at once: a start has better things to do. */
  start(): void {
    this.starting = setTimeout(() => this.task.start(), LOOK_EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.starting);
    this.ending.abort();
    await this.task.stop();
  }

  private async sweep(): Promise<void> {
    if (await this.balances.isWorthAsking()) await this.balance.refresh(this.ending.signal);
  }
}
