/**
 * Every way in which the gateway can say no. The tail of a problem's `type` URL, the `code` of a problem and what a
 * failed order stores are all one of these; `http/problem/catalogue.ts` must know each, or it does not compile.
 */
export const ERROR_CODES = [
  // the request itself
  'malformed-request',
  'request-timeout',
  'unsupported-media-type',
  'payload-too-large',
  'not-found',
  'method-not-allowed',
  'validation-failed',
  'private-key-not-allowed',
  'idempotency-key-missing',
  'idempotency-key-invalid',
  // who calls
  'unauthenticated',
  'authentication-throttled',
  'authentication-unavailable',
  'forbidden',
  'rate-limit-reached',
  // what was ordered before
  'idempotency-key-reused',
  'reference-conflict',
  'duplicate-order',
  'order-already-renewed',
  'order-limit-reached',
  'spend-limit-reached',
  // what an order allows
  'order-not-cancellable',
  'order-not-retryable',
  'order-not-resolvable',
  'order-cancelled',
  'order-not-revocable',
  'order-not-renewable',
  'certificate-not-available',
  // events and webhooks
  'stream-limit-reached',
  'webhook-limit-reached',
  'webhook-disabled',
  // what Sectigo was asked
  'balance-unavailable',
  // ourselves
  'storage-unavailable',
  'internal-error',
  // Sectigo's answers: the caller must act
  'sectigo-argument-missing',
  'sectigo-argument-invalid',
  'csr-wildcard-not-allowed',
  'csr-wildcard-required',
  'country-invalid',
  'csr-field-missing',
  'csr-not-base64',
  'csr-not-decodable',
  'csr-algorithm-unsupported',
  'csr-signature-invalid',
  'csr-key-size-unsupported',
  'csr-common-name-fqdn',
  'csr-common-name-public-ip',
  'csr-common-name-ip',
  'csr-key-compromised',
  'csr-domain-names-not-allowed',
  'sectigo-request-token-used',
  'email-invalid',
  'argument-not-applicable',
  'organization-id-scheme-retired',
  'organization-id-malformed',
  'organization-id-country-invalid',
  'key-attestation-invalid',
  // Sectigo's answers: the operator must act
  'gateway-defect',
  'insufficient-credit',
  'sectigo-access-denied',
  'sectigo-permission-denied',
  'sectigo-price-missing',
  'sectigo-error-unrecognised',
  'outcome-unknown',
  'order-not-placed',
  'revocation-unconfirmed',
  // Sectigo's answers: Sectigo must recover
  'sectigo-rate-limited',
  'sectigo-csr-decoding-fault',
  'sectigo-unreachable',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];
