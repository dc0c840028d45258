import { type NotSentReason } from '../sectigo/index.js';
import { type ErrorCode } from '../shared/error-code.js';
import { PROXY_REFUSES } from './gate-closer.js';

/** What an order, or a revocation, that could not be sent ends or waits with. */
export function problemOfUnsent(reason: NotSentReason): ErrorCode {
  return PROBLEM_BY_REASON[reason];
}

/** The same of a command that changes nothing, which may also have failed when it was sent: null then. */
export function problemOfFailure(reason: string): ErrorCode | null {
  return Object.hasOwn(PROBLEM_BY_REASON, reason) ? problemOfUnsent(reason as NotSentReason) : null;
}

const PROBLEM_BY_REASON = {
  dns: 'sectigo-unreachable',
  'connect-refused': 'sectigo-unreachable',
  'connect-timeout': 'sectigo-unreachable',
  tls: 'sectigo-unreachable',
  'connect-failed': 'sectigo-unreachable',
  aborted: 'sectigo-unreachable',
  withdrawn: 'sectigo-unreachable',
  'credentials-unavailable': 'sectigo-unreachable',
  'form-invalid': 'gateway-defect',
  'proxy-unreachable': 'proxy-unavailable',
  'proxy-failed': 'proxy-unavailable',
  'proxy-refused': PROXY_REFUSES,
  'proxy-login-refused': PROXY_REFUSES,
} as const satisfies Record<NotSentReason, ErrorCode>;
