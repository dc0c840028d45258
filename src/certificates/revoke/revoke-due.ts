import { Inject, Injectable, Logger } from '@nestjs/common';
import { Config, leaseMsOf, type SendingConfig } from '../../config/config.js';
import { SectigoAccount } from '../../gate/sectigo-account.js';
import { type RevocationOutcome, SectigoClient } from '../../sectigo/index.js';
import { RevocationAttemptRepository, type RevocationClaim } from './revocation-attempt.repository.js';
import { decide } from './revocation-decision.js';

/** Replies that only a valid login gets, so they prove it. */
const PROOFS = ['revoked', 'already-revoked', 'already-rejected', 'busy', 'expired'] as const;

/** Sends open revocations one after the other, until Sectigo has done or refused them. */
@Injectable()
export class RevokeDue {
  private readonly logger = new Logger(RevokeDue.name);

  constructor(
    private readonly attempts: RevocationAttemptRepository,
    private readonly account: SectigoAccount,
    private readonly sectigo: SectigoClient,
    @Inject(Config) private readonly config: SendingConfig,
  ) {}

  async execute(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.attempts.anyDue())) {
      if (!(await this.revokeIfPermitted(signal))) return;
    }
  }

  private async revokeIfPermitted(signal: AbortSignal): Promise<boolean> {
    const answer = await this.account.run<RevocationClaim, RevocationOutcome>(
      { user: 'revocation', proofs: PROOFS, stopping: signal },
      () => this.attempts.claim(leaseMsOf(this.config)),
      (claim) => this.sectigo.revokeCertificate(claim, { signal }),
    );
    if (answer === null) return false;
    const { subject: claim, outcome } = answer;
    const { orderId, attempts } = claim;
    const decision = decide(outcome, attempts, this.config.submissions, Math.random());
    const recorded = await this.attempts.record(claim, outcome.kind, decision);
    this.logger.log({ orderId, attempts, outcome: outcome.kind, recorded }, 'asked Sectigo to revoke');
    return true;
  }
}
