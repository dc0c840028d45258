import { type NotSentReason, type OrderOutcome } from '../../sectigo/index.js';
import { assertNever } from '../../shared/assert-never.js';
import { PROBLEMS } from '../../shared/error-code.js';
import { type LoginVerdict } from '../../shared/problems/problem-type.js';

/** Whether a connection to Sectigo was ready; `unreachable`: nothing could be sent; `untold`: nothing was tried. */
export type Reach = 'reached' | 'unreachable' | 'untold';

/** What an attempt tells of Sectigo beyond its own order. */
export interface Finding {
  readonly login: LoginVerdict;
  readonly reach: Reach;
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
} as const satisfies Record<NotSentReason, Reach>;

export function findingOf(outcome: OrderOutcome): Finding {
  switch (outcome.kind) {
    case 'placed':
      return { login: 'accepted', reach: 'reached' };
    case 'refused':
      return { login: PROBLEMS[outcome.entry.problem].login, reach: 'reached' };
    case 'throttled':
    case 'unknown':
      return { login: 'untold', reach: 'reached' };
    case 'not-sent':
      return { login: 'untold', reach: REACH_BY_REASON[outcome.reason] };
    default:
      return assertNever(outcome);
  }
}
