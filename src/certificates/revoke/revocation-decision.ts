import { pauseAfter, throttledMs } from '../../gate/retry-policy.js';
import { problemOfUnsent } from '../../gate/unsent-problem.js';
import { type RevocationOutcome } from '../../sectigo/index.js';
import { assertNever } from '../../shared/assert-never.js';
import { type Config } from '../../config/config.js';
import { type ProblemOccurrence, wordsOf } from '../../shared/problem-occurrence.js';

interface Again {
  /** A repeat is always safe. */
  readonly kind: 'again';
  readonly delayMs: number;
  readonly problem: ProblemOccurrence | null;
}

interface Refused {
  readonly kind: 'refused';
  readonly problem: ProblemOccurrence;
}

/** Decides from Sectigo's answer to one attempt how the revocation goes on. */
export type RevocationDecision =
  /** `by-state`: revoked if it was issued, else rejected; Sectigo does not say which. */
  | { readonly kind: 'done'; readonly certificate: 'revoked' | 'by-state' }
  /** A delivered certificate cannot have been rejected, so the result is unclear. */
  | { readonly kind: 'done'; readonly certificate: 'rejected'; readonly unlessIssued: ProblemOccurrence }
  | Again
  | Refused;

/** The decision, given whether the certificate had been issued. */
export type RevocationEnd =
  { readonly kind: 'done'; readonly certificate: 'revoked' | 'rejected' } | Again | Refused;

/** `attempts` counts this one; half of a pause is random (`random` from 0 to 1). */
export function decide(
  outcome: RevocationOutcome,
  attempts: number,
  { backoffMs }: Pick<Config['submissions'], 'backoffMs'>,
  random: number,
): RevocationDecision {
  const later = (
    problem: ProblemOccurrence | null,
    delayMs = pauseAfter(attempts, backoffMs, random),
  ): RevocationDecision => ({ kind: 'again', delayMs, problem });
  switch (outcome.kind) {
    case 'revoked':
      return { kind: 'done', certificate: 'by-state' };
    case 'already-revoked':
      return { kind: 'done', certificate: 'revoked' };
    case 'already-rejected':
      return {
        kind: 'done',
        certificate: 'rejected',
        unlessIssued: { code: 'revocation-unconfirmed', ...wordsOf(outcome) },
      };
    case 'busy':
      return later(null);
    case 'expired':
      return {
        kind: 'refused',
        problem: { code: 'order-not-revocable', detail: 'The certificate has expired.', ...wordsOf(outcome) },
      };
    case 'refused': {
      const problem = { code: outcome.entry.problem, ...wordsOf(outcome) };
      return outcome.entry.disposition === 'hold-queue' ? later(problem) : { kind: 'refused', problem };
    }
    case 'throttled':
      return later(
        { code: 'sectigo-rate-limited', ...wordsOf(outcome) },
        throttledMs(outcome.retryAfterMs, backoffMs),
      );
    case 'not-sent':
      return outcome.reason === 'form-invalid'
        ? { kind: 'refused', problem: { code: problemOfUnsent(outcome.reason) } }
        : later({ code: problemOfUnsent(outcome.reason) });
    case 'unknown':
      return later({ code: 'outcome-unknown', ...wordsOf(outcome) });
    default:
      return assertNever(outcome);
  }
}

export function endOf(decision: RevocationDecision, wasIssued: boolean): RevocationEnd {
  if (decision.kind !== 'done') return decision;
  switch (decision.certificate) {
    case 'revoked':
      return { kind: 'done', certificate: 'revoked' };
    case 'by-state':
      return { kind: 'done', certificate: wasIssued ? 'revoked' : 'rejected' };
    case 'rejected':
      return wasIssued
        ? { kind: 'refused', problem: decision.unlessIssued }
        : { kind: 'done', certificate: 'rejected' };
  }
}
