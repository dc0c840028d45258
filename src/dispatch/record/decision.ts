import { type NotSent, type OrderOutcome, type Placed, type Refused } from '../../sectigo/index.js';
import { assertNever } from '../../shared/assert-never.js';
import { type ErrorCode } from '../../shared/error-code.js';
import { type ProblemOccurrence } from '../../shared/problem-occurrence.js';
import { pauseAfter, type RetryPolicy } from './retry-policy.js';
import { THROTTLE_PAUSES } from '../../config/config.js';

/** What one attempt makes of its order. */
export type Decision =
  | { readonly status: 'placed'; readonly placed: Placed }
  | {
      readonly status: 'queued';
      readonly delayMs: number;
      /** Whether it used up one of the order's attempts. */
      readonly counts: boolean;
      /** Sectigo refuses to take calls: the whole queue waits. */
      readonly throttledMs: number | null;
    }
  | {
      readonly status: 'rejected' | 'failed' | 'held' | 'outcome-unknown';
      readonly problem: ProblemOccurrence;
      /** It is our account that Sectigo refuses: no other order may be sent either. */
      readonly closesGate: boolean;
    };

/** What an outcome makes of its order, in one table; `attempts` counts this one. */
export function decide(
  outcome: OrderOutcome,
  attempts: number,
  policy: RetryPolicy,
  random: number,
): Decision {
  switch (outcome.kind) {
    case 'placed':
      return { status: 'placed', placed: outcome };
    case 'refused':
      return afterRefusal(outcome, policy);
    case 'throttled': {
      const delayMs = outcome.retryAfterMs ?? policy.backoffMs * THROTTLE_PAUSES;
      return { status: 'queued', delayMs, counts: false, throttledMs: delayMs };
    }
    case 'not-sent':
      return afterNothing(outcome, attempts, policy, random);
    case 'unknown':
      return stop('outcome-unknown', {
        code: 'outcome-unknown',
        ...sectigoWords(outcome.errorCode, outcome.message),
      });
    default:
      return assertNever(outcome);
  }
}

/** Nothing was sent. */
function afterNothing({ reason }: NotSent, attempts: number, policy: RetryPolicy, random: number): Decision {
  if (reason === 'form-invalid') return stop('failed', { code: 'gateway-defect' });
  if (reason === 'credentials-unavailable') {
    // somebody has to mend them, which takes as long as it takes; the breaker makes the pauses longer
    const delayMs = pauseAfter(1, { ...policy, maxAttempts: Infinity }, random) ?? 0;
    return { status: 'queued', delayMs, counts: false, throttledMs: null };
  }
  const delayMs = pauseAfter(attempts, policy, random);
  return delayMs === null
    ? stop('failed', { code: 'sectigo-unreachable' })
    : { status: 'queued', delayMs, counts: true, throttledMs: null };
}

function afterRefusal(refusal: Refused, policy: RetryPolicy): Decision {
  const { disposition, problem: code } = refusal.entry;
  const problem = refusalProblem(code, refusal);
  switch (disposition) {
    case 'reject':
      return stop('rejected', problem);
    case 'fail':
      return stop('failed', problem);
    case 'hold-order':
      return stop('held', problem);
    case 'hold-queue':
      return { status: 'held', problem, closesGate: true };
    case 'throttle': {
      const delayMs = policy.backoffMs * THROTTLE_PAUSES;
      return { status: 'queued', delayMs, counts: false, throttledMs: delayMs };
    }
    case 'unknown':
      return stop('outcome-unknown', problem);
    default:
      return assertNever(disposition);
  }
}

function stop(
  status: 'rejected' | 'failed' | 'held' | 'outcome-unknown',
  problem: ProblemOccurrence,
): Decision {
  return { status, problem, closesGate: false };
}

function refusalProblem(code: ErrorCode, { errorCode, message, argumentField }: Refused): ProblemOccurrence {
  return {
    code,
    ...(argumentField !== null && {
      errors: [{ pointer: toPointer(argumentField), code, detail: 'Sectigo refuses it' }],
    }),
    ...sectigoWords(errorCode, message),
  };
}

function sectigoWords(
  errorCode: number | null,
  errorMessage: string | null,
): Pick<ProblemOccurrence, 'sectigo'> | undefined {
  return errorCode === null && errorMessage === null ? undefined : { sectigo: { errorCode, errorMessage } };
}

/** `organization.address.country` → `/organization/address/country`. */
function toPointer(field: string): string {
  return `/${field.replaceAll('.', '/')}`;
}
