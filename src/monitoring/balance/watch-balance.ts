import { Injectable } from '@nestjs/common';
import { BalanceRepository } from './balance.repository.js';
import { CurrentBalance } from './current-balance.js';

/** While orders are placed, somebody has to see the credit go down before orders are held for the lack of it. */
@Injectable()
export class WatchBalance {
  constructor(
    private readonly balances: BalanceRepository,
    private readonly balance: CurrentBalance,
  ) {}

  async execute(signal: AbortSignal): Promise<void> {
    if (await this.balances.isWorthAsking()) await this.balance.refresh(signal);
  }
}
