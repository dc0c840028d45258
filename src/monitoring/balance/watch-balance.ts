import { Injectable, Logger } from '@nestjs/common';
import { type AccountUse, SectigoAccount } from '../../gate/sectigo-account.js';
import { type BalanceOutcome, SectigoClient } from '../../sectigo/index.js';
import { BalanceRepository, PAUSE_AFTER_FAILURE_MS } from './balance.repository.js';

/** If this process is killed, no other asks for this long. */
const LEASE_MS = 75_000;
const USE: AccountUse<BalanceOutcome> = { user: 'balance', proofs: ['balance'] };

/**
 * Asks Sectigo for the balance on request and while orders are placed, so that alerts see the credit
 * go down before orders are held.
 */
@Injectable()
export class WatchBalance {
  private readonly logger = new Logger(WatchBalance.name);

  constructor(
    private readonly balances: BalanceRepository,
    private readonly account: SectigoAccount,
    private readonly sectigo: SectigoClient,
  ) {}

  async execute(signal: AbortSignal): Promise<void> {
    if (!(await this.balances.isWorthAsking()) || !(await this.balances.claim(LEASE_MS))) return;
    const answer = await this.account.run(
      USE,
      () => Promise.resolve(true),
      () => this.sectigo.accountBalance({ signal }),
    );
    if (answer === null) return this.balances.pause(PAUSE_AFTER_FAILURE_MS);
    const { outcome } = answer;
    if (outcome.kind === 'balance') return this.balances.store(outcome);
    this.logger.warn({ outcome: outcome.kind }, 'Sectigo did not return the balance');
    const retryAfterMs = outcome.kind === 'throttled' ? (outcome.retryAfterMs ?? 0) : 0;
    await this.balances.pause(Math.max(retryAfterMs, PAUSE_AFTER_FAILURE_MS));
  }
}
