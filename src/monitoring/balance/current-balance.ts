import { Injectable, Logger } from '@nestjs/common';
import { type AccountUse, SectigoAccount } from '../../gate/sectigo-account.js';
import { type BalanceOutcome, SectigoClient } from '../../sectigo/index.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { BalanceRepository, type KnownBalance } from './balance.repository.js';

/** Should this process be killed, so long nobody else asks. */
const LEASE_MS = 75_000;
/** A failure is not repeated by everybody who looks. */
const PAUSE_AFTER_FAILURE_MS = 30_000;
const USE: AccountUse<BalanceOutcome> = { user: 'balance', proofs: ['balance'] };

/** What the account has left: at most five minutes old where Sectigo answers, else as old as it is. */
@Injectable()
export class CurrentBalance {
  private readonly logger = new Logger(CurrentBalance.name);
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly balances: BalanceRepository,
    private readonly account: SectigoAccount,
    private readonly sectigo: SectigoClient,
  ) {}

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

  /** While orders are placed, somebody has to see the credit go down before orders are held for the lack of it. */
  async watch(signal: AbortSignal): Promise<void> {
    if (await this.balances.isWorthAsking()) await this.refresh(signal);
  }

  /** Asks Sectigo, unless somebody does already; never more than once at a time. */
  private refresh(signal?: AbortSignal): Promise<void> {
    this.refreshing ??= this.ask(signal).finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  private async ask(signal: AbortSignal | undefined): Promise<void> {
    if (!(await this.balances.claim(LEASE_MS))) return;
    const answer = await this.account.run(
      USE,
      () => Promise.resolve(true),
      () => this.sectigo.accountBalance({ signal }),
    );
    if (answer === null) return this.balances.pause(PAUSE_AFTER_FAILURE_MS);
    const { outcome } = answer;
    if (outcome.kind === 'balance') return this.balances.store(outcome);
    this.logger.warn({ outcome: outcome.kind }, 'Sectigo does not tell the balance');
    const retryAfterMs = outcome.kind === 'throttled' ? (outcome.retryAfterMs ?? 0) : 0;
    await this.balances.pause(Math.max(retryAfterMs, PAUSE_AFTER_FAILURE_MS));
  }
}
