import { pauseAfter, type RetryPolicy, throttledMs } from '../../gate/retry-policy.js';
import { problemOfUnsent } from '../../gate/unsent-problem.js';
import { type Exchange, type NotSent, type NotSentReason, type OrderOutcome } from '../../sectigo/index.js';
import { type Placed, type Refused } from '../../sectigo/index.js';
import { assertNever } from '../../shared/assert-never.js';
import { PROBLEMS } from '../../shared/error-code.js';
import { type ProblemOccurrence, wordsOf } from '../../shared/problem-occurrence.js';
import { type LoginVerdict } from '../../shared/problems/problem-type.js';

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
      /** It is our account that Sectigo refuses, or the proxy us: no other order may be sent either. */
      readonly closesGate: boolean;
    };

/** What an attempt shows about Sectigo beyond its own order. */
export interface Finding {
  readonly login: LoginVerdict;
  /** Whether a connection was ready; `unreachable`: nothing could be sent; `untold`: nothing was tried. */
  readonly reach: 'reached' | 'unreachable' | 'untold';
}

/** An outcome as the attempt's row keeps it. */
export interface AttemptReport {
  readonly outcome: string;
  readonly reason: string | null;
  readonly sectigoCode: number | null;
  readonly sectigoMessage: string | null;
  readonly exchange: Exchange;
}

/** All that follows from the outcome of one attempt. */
export interface Interpretation {
  readonly decision: Decision;
  readonly finding: Finding;
  readonly report: AttemptReport;
}

/** The one reading of an outcome; `attempts` counts this one, `random` is from 0 to 1. */
export function interpret(
  { exchange, ...outcome }: OrderOutcome,
  attempts: number,
  policy: RetryPolicy,
  random: number,
): Interpretation {
  const silent = { outcome: outcome.kind, reason: null, sectigoCode: null, sectigoMessage: null, exchange };
  switch (outcome.kind) {
    case 'placed':
      return {
        decision: { status: 'placed', placed: outcome },
        finding: { login: 'accepted', reach: 'reached' },
        report: { ...silent, sectigoCode: outcome.paymentOutstanding ? 1 : 0 },
      };
    case 'refused':
      return {
        decision: outcome.refusesOurNumber === true ? AGAIN_WITHOUT_NUMBER : afterRefusal(outcome, policy),
        finding: { login: PROBLEMS[outcome.entry.problem].login, reach: 'reached' },
        report: { ...silent, sectigoCode: outcome.errorCode, sectigoMessage: outcome.message },
      };
    case 'throttled':
      return {
        decision: slowDown(throttledMs(outcome.retryAfterMs, policy.backoffMs)),
        finding: { login: 'untold', reach: 'reached' },
        report: { ...silent, sectigoCode: outcome.errorCode, sectigoMessage: outcome.message },
      };
    case 'not-sent': {
      const { reason } = outcome;
      return {
        decision: afterNothing(outcome, attempts, policy, random),
        finding: { login: 'untold', reach: REACH_BY_REASON[reason] },
        report: { ...silent, reason },
      };
    }
    case 'unknown': {
      const { reason, errorCode: sectigoCode, message: sectigoMessage } = outcome;
      return {
        decision: stop('outcome-unknown', { code: 'outcome-unknown', ...wordsOf(outcome) }),
        finding: { login: 'untold', reach: 'reached' },
        report: { ...silent, reason, sectigoCode, sectigoMessage },
      };
    }
    default:
      return assertNever(outcome);
  }
}

/** Sectigo's error, if there was one: the codes of orders are 0 and 1. */
export function errorCodeOf({ sectigoCode }: AttemptReport): number | null {
  return sectigoCode !== null && sectigoCode < 0 ? sectigoCode : null;
}

const REACH_BY_REASON = {
  dns: 'unreachable',
  'connect-refused': 'unreachable',
  'connect-timeout': 'unreachable',
  tls: 'unreachable',
  'connect-failed': 'unreachable',
  aborted: 'untold',
  withdrawn: 'reached',
  'credentials-unavailable': 'unreachable',
  'form-invalid': 'untold',
  'proxy-unreachable': 'unreachable',
  'proxy-failed': 'unreachable',
  'proxy-refused': 'unreachable',
  'proxy-login-refused': 'unreachable',
} as const satisfies Record<NotSentReason, Finding['reach']>;

/** Nothing was sent. */
function afterNothing(
  { reason, detail }: NotSent,
  attempts: number,
  { maxAttempts, backoffMs }: RetryPolicy,
  random: number,
): Decision {
  const code = problemOfUnsent(reason);
  switch (reason) {
    case 'form-invalid':
      return stop('failed', { code });
    case 'credentials-unavailable': {
      // an operator must fix them, which may take long; the breaker lengthens the pauses
      const delayMs = pauseAfter(1, backoffMs, random);
      return { status: 'queued', delayMs, counts: false, throttledMs: null };
    }
    case 'proxy-refused':
    case 'proxy-login-refused':
      // as it would refuse every other order, and a login that is tried again and again may get locked
      return { status: 'held', problem: { code, detail }, closesGate: true };
    case 'dns':
    case 'connect-refused':
    case 'connect-timeout':
    case 'tls':
    case 'connect-failed':
    case 'aborted':
    case 'withdrawn':
    case 'proxy-unreachable':
    case 'proxy-failed':
      return attempts >= maxAttempts
        ? stop('failed', { code })
        : {
            status: 'queued',
            delayMs: pauseAfter(attempts, backoffMs, random),
            counts: true,
            throttledMs: null,
          };
    default:
      return assertNever(reason);
  }
}

function afterRefusal(refusal: Refused, { backoffMs }: RetryPolicy): Decision {
  const problem = refusalProblem(refusal);
  const { disposition } = refusal.entry;
  switch (disposition) {
    case 'reject':
      return stop('rejected', problem);
    case 'fail':
      return stop('failed', problem);
    case 'hold-order':
      return stop('held', problem);
    case 'hold-queue':
      return { status: 'held', problem, closesGate: true };
    case 'throttle':
      return slowDown(throttledMs(null, backoffMs));
    case 'unknown':
      return stop('outcome-unknown', problem);
    default:
      return assertNever(disposition);
  }
}

/** It was refused because of our id in it, which the next attempt leaves out. */
const AGAIN_WITHOUT_NUMBER: Decision = { status: 'queued', delayMs: 0, counts: false, throttledMs: null };

function slowDown(delayMs: number): Decision {
  return { status: 'queued', delayMs, counts: false, throttledMs: delayMs };
}

function stop(
  status: 'rejected' | 'failed' | 'held' | 'outcome-unknown',
  problem: ProblemOccurrence,
): Decision {
  return { status, problem, closesGate: false };
}

function refusalProblem(refusal: Refused): ProblemOccurrence {
  const { entry, argumentField } = refusal;
  const { problem: code } = entry;
  return {
    code,
    ...(argumentField !== null && {
      errors: [{ pointer: toPointer(argumentField), code, detail: 'Sectigo refuses it' }],
    }),
    ...wordsOf(refusal),
  };
}

/** `organization.address.country` → `/organization/address/country`. */
function toPointer(field: string): string {
  return `/${field.replaceAll('.', '/')}`;
}
