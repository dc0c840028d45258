import { Injectable, Logger } from '@nestjs/common';
import { type LoginPermit, LoginPermitRepository } from '../../gate/login-permit.repository.js';
import { type BalanceOutcome, isLoginRefused, SectigoClient } from '../../sectigo/index.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { BalanceRepository, type KnownBalance } from './balance.repository.js';

/** Should this process be killed, so long nobody else asks. */
const LEASE_MS = 75_000;
/** Where Sectigo does not say for how long. */
const THROTTLED_MS = 60_000;
/** A failure is not repeated by everybody who looks. */
const PAUSE_AFTER_FAILURE_MS = 30_000;

/** What the account has left: at most five minutes old where Sectigo answers, else as old as it is. */
@Injectable()
export class CurrentBalance {
  private readonly logger = new Logger(CurrentBalance.name);
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly balances: BalanceRepository,
    private readonly permits: LoginPermitRepository,
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

  /** Asks Sectigo, unless somebody does already; never more than once at a time. */
  refresh(signal?: AbortSignal): Promise<void> {
    this.refreshing ??= this.ask(signal).finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  private async ask(signal: AbortSignal | undefined): Promise<void> {
    if (!(await this.balances.claim(LEASE_MS))) return;
    const login = await this.sectigo.loginFingerprint();
    const permit = await this.permits.take('balance', login, LEASE_MS);
    if (permit === null) return this.balances.pause(PAUSE_AFTER_FAILURE_MS);
    try {
      const outcome = await this.sectigo.accountBalance({ signal });
      await this.record(outcome, permit);
      if (outcome.kind === 'balance') await this.permits.prove(permit);
    } finally {
      await this.permits.release(permit);
    }
  }

  private async record(outcome: BalanceOutcome, permit: LoginPermit): Promise<void> {
    if (outcome.kind === 'balance') return this.balances.store(outcome);
    this.logger.warn({ outcome: outcome.kind }, 'Sectigo does not tell the balance');
    const throttledMs = outcome.kind === 'throttled' ? (outcome.retryAfterMs ?? THROTTLED_MS) : 0;
    if (throttledMs > 0) await this.permits.slowDown(throttledMs);
    await this.balances.pause(Math.max(throttledMs, PAUSE_AFTER_FAILURE_MS));
    if (isLoginRefused(outcome)) await this.permits.refuse(permit);
  }
}
