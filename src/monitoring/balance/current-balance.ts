import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { GatewayError } from '../../shared/gateway-error.js';
import { BalanceRepository, type KnownBalance, PAUSE_AFTER_FAILURE_MS } from './balance.repository.js';

const WAIT_AT_MOST_MS = 10_000;
const LOOK_EVERY_MS = 100;

/** What the account has left: at most five minutes old where a worker reaches Sectigo, else as old as it is. */
@Injectable()
export class CurrentBalance {
  private refreshing: Promise<void> | undefined;

  constructor(private readonly balances: BalanceRepository) {}

  async read(): Promise<KnownBalance> {
    const known = await this.balances.find();
    if (known?.fresh === true) return known;
    await this.refresh();
    const balance = await this.balances.find();
    if (balance === null) {
      throw new GatewayError('balance-unavailable', { retryAfterMs: PAUSE_AFTER_FAILURE_MS });
    }
    return balance;
  }

  /** Only workers talk to Sectigo. Concurrent callers wait for the same request. */
  private refresh(): Promise<void> {
    this.refreshing ??= this.answered().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  private async answered(): Promise<void> {
    if (!(await this.balances.want())) return;
    const deadline = performance.now() + WAIT_AT_MOST_MS;
    while (performance.now() < deadline && (await this.balances.isWanted())) await pause(LOOK_EVERY_MS);
  }
}
