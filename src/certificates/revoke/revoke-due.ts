import { Injectable, Logger } from '@nestjs/common';
import { LoginPermitRepository } from '../../gate/login-permit.repository.js';
import { isLoginRefused, type RevocationOutcome, SectigoClient } from '../../sectigo/index.js';
import { RevocationAttemptRepository, type RevocationClaim } from './revocation-attempt.repository.js';
import { decide } from './revocation-decision.js';
import { RevocationSettings } from './revocation-settings.js';

/** Replies that Sectigo gives to nobody but the account itself. */
const PROOFS: ReadonlySet<string> = new Set([
  'revoked',
  'already-revoked',
  'already-rejected',
  'busy',
  'expired',
]);

/** Sends what people want revoked, one after the other, until Sectigo says what became of it. */
@Injectable()
export class RevokeDue {
  private readonly logger = new Logger(RevokeDue.name);

  constructor(
    private readonly attempts: RevocationAttemptRepository,
    private readonly permits: LoginPermitRepository,
    private readonly sectigo: SectigoClient,
    private readonly settings: RevocationSettings,
  ) {}

  async execute(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.attempts.anyDue())) {
      if (!(await this.revokeIfPermitted(signal))) return;
    }
  }

  private async revokeIfPermitted(signal: AbortSignal): Promise<boolean> {
    const login = await this.sectigo.loginFingerprint();
    const permit = await this.permits.take('revocation', login, this.settings.leaseMs);
    if (permit === null) return false;
    try {
      const claim = await this.attempts.claim(this.settings.leaseMs);
      if (claim === null) return false;
      const outcome = await this.revoke(claim, signal);
      if (PROOFS.has(outcome.kind)) await this.permits.prove(permit);
      if (isLoginRefused(outcome)) await this.permits.refuse(permit);
      return true;
    } finally {
      await this.permits.release(permit);
    }
  }

  private async revoke(claim: RevocationClaim, signal: AbortSignal): Promise<RevocationOutcome> {
    const { orderId, attempts } = claim;
    const outcome = await this.sectigo.revokeCertificate(claim, { signal });
    const decision = decide(outcome, attempts, this.settings.backoffMs, Math.random());
    if (outcome.kind === 'throttled' && decision.kind === 'again')
      await this.permits.slowDown(decision.delayMs);
    const recorded = await this.attempts.record(claim, outcome.kind, decision);
    this.logger.log({ orderId, attempts, outcome: outcome.kind, recorded }, 'asked Sectigo to revoke');
    return outcome;
  }
}
