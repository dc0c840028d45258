import { type ErrorCode } from '../../shared/error-code.js';

/** What becomes of an order that got this error. */
export type Disposition =
  /** Terminal: the caller must order differently. */
  | 'reject'
  /** The order waits, and so do all others: it is our account that Sectigo refuses. */
  | 'hold-queue'
  /** This order alone waits for an operator. */
  | 'hold-order'
  /** Terminal until an operator retries it. */
  | 'fail'
  /** Sent again later, more slowly. */
  | 'throttle'
  /** An order may exist: never sent again by itself. */
  | 'unknown';

export interface ProblemTraits {
  readonly actor: 'caller' | 'operator' | 'sectigo';
  /** Whether the very same order may succeed later. */
  readonly retryable: boolean;
  readonly disposition: Disposition;
}

const CALLER = { actor: 'caller', retryable: false, disposition: 'reject' } as const;
const ACCOUNT = { actor: 'operator', retryable: true, disposition: 'hold-queue' } as const;

/** The problems that Sectigo's errors become, and what follows from each. */
export const PROBLEM_TRAITS = {
  'sectigo-argument-missing': CALLER,
  'sectigo-argument-invalid': CALLER,
  'csr-wildcard-not-allowed': CALLER,
  'csr-wildcard-required': CALLER,
  'country-invalid': CALLER,
  'csr-field-missing': CALLER,
  'csr-not-base64': CALLER,
  'csr-not-decodable': CALLER,
  'csr-algorithm-unsupported': CALLER,
  'csr-signature-invalid': CALLER,
  'csr-key-size-unsupported': CALLER,
  'csr-common-name-fqdn': CALLER,
  'csr-common-name-public-ip': CALLER,
  'csr-common-name-ip': CALLER,
  'csr-key-compromised': CALLER,
  'csr-domain-names-not-allowed': CALLER,
  'sectigo-request-token-used': CALLER,
  'email-invalid': CALLER,
  'argument-not-applicable': CALLER,
  'organization-id-scheme-retired': CALLER,
  'organization-id-malformed': CALLER,
  'organization-id-country-invalid': CALLER,
  'key-attestation-invalid': CALLER,
  'insufficient-credit': ACCOUNT,
  'sectigo-access-denied': ACCOUNT,
  'sectigo-permission-denied': ACCOUNT,
  'sectigo-price-missing': ACCOUNT,
  'gateway-defect': { actor: 'operator', retryable: false, disposition: 'fail' },
  'sectigo-csr-decoding-fault': { actor: 'sectigo', retryable: true, disposition: 'fail' },
  'sectigo-rate-limited': { actor: 'sectigo', retryable: true, disposition: 'throttle' },
  'sectigo-error-unrecognised': { actor: 'operator', retryable: false, disposition: 'hold-order' },
  'outcome-unknown': { actor: 'operator', retryable: false, disposition: 'unknown' },
} as const satisfies Partial<Record<ErrorCode, ProblemTraits>>;

export type SectigoProblem = keyof typeof PROBLEM_TRAITS;

/** One error as it is published, and the problem that we make of it. */
export interface ErrorRow {
  /** Its place in the published table, 1–48, or null for a code from elsewhere. */
  readonly row: number | null;
  /** Null where the number could not be recovered. */
  readonly code: number | null;
  readonly message: string | null;
  readonly description: string;
  readonly problem: SectigoProblem;
  /** For rows without a number: words of the message that can mean nothing else. */
  readonly words: RegExp | null;
  readonly note: string | null;
}
