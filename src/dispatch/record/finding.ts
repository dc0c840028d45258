import { type NotSentReason, type OrderOutcome, type SectigoProblem } from '../../sectigo/index.js';
import { assertNever } from '../../shared/assert-never.js';

/** What an attempt tells of the login; `untold`: nothing that is certain. */
export type LoginVerdict = 'accepted' | 'refused' | 'untold';
/** Whether a connection to Sectigo was ready; `unreachable`: nothing could be sent; `untold`: nothing was tried. */
export type Reach = 'reached' | 'unreachable' | 'untold';

/** What an attempt tells of Sectigo beyond its own order. */
export interface Finding {
  readonly login: LoginVerdict;
  readonly reach: Reach;
}

/**
 * Only a reply that Sectigo can give for no stranger proves the login. Whether it looks at the arguments, the CSR or its
 * call limit before it looks at the password is published nowhere, so such a refusal tells nothing.
 */
const LOGIN_BY_PROBLEM = {
  'sectigo-access-denied': 'refused',
  'insufficient-credit': 'accepted',
  'sectigo-permission-denied': 'accepted',
  'sectigo-price-missing': 'accepted',
  'sectigo-rate-limited': 'untold',
  'sectigo-argument-missing': 'untold',
  'sectigo-argument-invalid': 'untold',
  'csr-wildcard-not-allowed': 'untold',
  'csr-wildcard-required': 'untold',
  'country-invalid': 'untold',
  'csr-field-missing': 'untold',
  'csr-not-base64': 'untold',
  'csr-not-decodable': 'untold',
  'csr-algorithm-unsupported': 'untold',
  'csr-signature-invalid': 'untold',
  'csr-key-size-unsupported': 'untold',
  'csr-common-name-fqdn': 'untold',
  'csr-common-name-public-ip': 'untold',
  'csr-common-name-ip': 'untold',
  'csr-key-compromised': 'untold',
  'csr-domain-names-not-allowed': 'untold',
  'sectigo-request-token-used': 'untold',
  'email-invalid': 'untold',
  'argument-not-applicable': 'untold',
  'organization-id-scheme-retired': 'untold',
  'organization-id-malformed': 'untold',
  'organization-id-country-invalid': 'untold',
  'key-attestation-invalid': 'untold',
  'gateway-defect': 'untold',
  'sectigo-csr-decoding-fault': 'untold',
  'sectigo-error-unrecognised': 'untold',
  'outcome-unknown': 'untold',
} as const satisfies Record<SectigoProblem, LoginVerdict>;

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
      return { login: LOGIN_BY_PROBLEM[outcome.entry.problem], reach: 'reached' };
    case 'throttled':
    case 'unknown':
      return { login: 'untold', reach: 'reached' };
    case 'not-sent':
      return { login: 'untold', reach: REACH_BY_REASON[outcome.reason] };
    default:
      return assertNever(outcome);
  }
}
