import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { Config, leaseMsOf, type SendingConfig } from '../config/config.js';
import { isLoginRefused, SectigoClient } from '../sectigo/index.js';
import { PROXY_REFUSES } from './gate-closer.js';
import { throttledMs } from './retry-policy.js';
import { problemOfFailure } from './unsent-problem.js';
import { type LoginPermit, LoginPermitRepository, type LoginUser } from './login-permit.repository.js';

const ASK_AGAIN_MS = 200;

/** An answer of Sectigo, as far as our account is concerned. */
type AccountOutcome = Parameters<typeof isLoginRefused>[0] & {
  readonly retryAfterMs?: number | null;
  readonly reason?: string;
};

export interface AccountUse<O extends AccountOutcome> {
  readonly user: LoginUser;
  /** Outcomes that only a valid login gets, so they prove it. */
  readonly proofs: readonly O['kind'][];
  /** Waits for its turn while another command tries the login, until aborted; without a signal it does not wait. */
  readonly stopping?: AbortSignal;
}

/**
 * Our account at Sectigo, for every command that is no order. A command goes out only with a permit, and what its answer
 * says of the account holds for orders too: that the login is accepted or refused, or that we must slow down.
 */
@Injectable()
export class SectigoAccount {
  constructor(
    private readonly permits: LoginPermitRepository,
    private readonly sectigo: SectigoClient,
    @Inject(Config) private readonly config: SendingConfig,
  ) {}

  /**
   * Takes what is to be asked about once Sectigo may be asked, and asks. Null: Sectigo may not be asked now, or there was
   * nothing to take.
   */
  async run<Subject, Outcome extends AccountOutcome>(
    { user, proofs, stopping }: AccountUse<Outcome>,
    take: () => Promise<Subject | null>,
    ask: (subject: Subject) => Promise<Outcome>,
  ): Promise<{ readonly subject: Subject; readonly outcome: Outcome } | null> {
    const permit = await this.takePermit(user, stopping);
    if (permit === null) return null;
    try {
      const subject = await take();
      if (subject === null) return null;
      const outcome = await ask(subject);
      if (proofs.includes(outcome.kind)) await this.permits.prove(permit);
      // orders have the same login: once refused it must not be repeated; any other refusal stops no order
      if (isLoginRefused(outcome)) await this.permits.refuse(permit);
      if (isRefusedByProxy(outcome)) await this.permits.stopAtProxy();
      if (outcome.kind === 'throttled') {
        const { backoffMs } = this.config.submissions;
        await this.permits.slowDown(throttledMs(outcome.retryAfterMs, backoffMs));
      }
      return { subject, outcome };
    } finally {
      await this.permits.release(permit);
    }
  }

  private async takePermit(user: LoginUser, stopping?: AbortSignal): Promise<LoginPermit | null> {
    while (stopping?.aborted !== true) {
      const login = await this.sectigo.loginFingerprint();
      const permit = await this.permits.take(user, login, leaseMsOf(this.config));
      if (permit !== null || stopping === undefined) return permit;
      if (!(await this.permits.wantTrial(user, login))) return null;
      await pause(ASK_AGAIN_MS, undefined, { signal: stopping }).catch(() => undefined);
    }
    return null;
  }
}

function isRefusedByProxy({ reason }: AccountOutcome): boolean {
  return reason !== undefined && problemOfFailure(reason) === PROXY_REFUSES;
}
