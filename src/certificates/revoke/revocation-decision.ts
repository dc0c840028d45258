import { type RevocationOutcome } from '../../sectigo/index.js';
import { assertNever } from '../../shared/assert-never.js';
import { type ErrorCode } from '../../shared/error-code.js';
import { type ProblemOccurrence } from '../../shared/problem-occurrence.js';
import { type Config, THROTTLE_PAUSES } from '../../config/config.js';

const LONGEST_PAUSE_MS = 300_000;

interface Again {
  /** A repeat is safe, whatever has happened. */
  readonly kind: 'again';
  readonly delayMs: number;
  readonly problem: ProblemOccurrence | null;
}

interface Refused {
  readonly kind: 'refused';
  readonly problem: ProblemOccurrence;
}

/** What Sectigo's answer to one attempt makes of a revocation. */
export type RevocationDecision =
  /** `by-state`: revoked if it was issued, else rejected; Sectigo does not say which. */
  | { readonly kind: 'done'; readonly certificate: 'revoked' | 'by-state' }
  /** What was delivered cannot have been rejected: then nobody knows what became of it. */
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
  const later = (problem: ProblemOccurrence | null): RevocationDecision => {
    const full = Math.min(backoffMs * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
    return { kind: 'again', delayMs: Math.round(full / 2 + (full / 2) * random), problem };
  };
  switch (outcome.kind) {
    case 'revoked':
      return { kind: 'done', certificate: 'by-state' };
    case 'already-revoked':
      return { kind: 'done', certificate: 'revoked' };
    case 'already-rejected':
      return {
        kind: 'done',
        certificate: 'rejected',
        unlessIssued: problemOf('revocation-unconfirmed', outcome),
      };
    case 'busy':
      return later(null);
    case 'expired':
      return {
        kind: 'refused',
        problem: problemOf('order-not-revocable', outcome, 'The certificate has expired.'),
      };
    case 'refused': {
      const problem = problemOf(outcome.entry.problem, outcome);
      return outcome.entry.disposition === 'hold-queue' ? later(problem) : { kind: 'refused', problem };
    }
    case 'throttled': {
      const delayMs = outcome.retryAfterMs ?? backoffMs * THROTTLE_PAUSES;
      return { kind: 'again', delayMs, problem: problemOf('sectigo-rate-limited', outcome) };
    }
    case 'not-sent':
      return outcome.reason === 'form-invalid'
        ? { kind: 'refused', problem: { code: 'gateway-defect' } }
        : later({ code: 'sectigo-unreachable' });
    case 'unknown':
      return later(problemOf('outcome-unknown', outcome));
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

function problemOf(
  code: ErrorCode,
  { errorCode, message }: { readonly errorCode: number | null; readonly message: string | null },
  detail?: string,
): ProblemOccurrence {
  const said = errorCode !== null || message !== null;
  return {
    code,
    ...(detail !== undefined && { detail }),
    ...(said && { sectigo: { errorCode, errorMessage: message } }),
  };
}
