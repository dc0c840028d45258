import { describe, expect, it } from '@jest/globals';
import { ERROR_CODES, type ErrorCode, isSectigoProblem, PROBLEMS } from '../../shared/error-code.js';
import { renderProblem } from './problem.js';

/** The contract's table of Sectigo's errors: code | status | actor. */
const CONTRACT = `
gateway-defect | 500 | operator
sectigo-argument-missing | 422 | caller
sectigo-argument-invalid | 422 | caller
csr-wildcard-not-allowed | 422 | caller
csr-wildcard-required | 422 | caller
country-invalid | 422 | caller
csr-field-missing | 422 | caller
csr-not-base64 | 422 | caller
csr-not-decodable | 422 | caller
csr-algorithm-unsupported | 422 | caller
csr-signature-invalid | 422 | caller
csr-key-size-unsupported | 422 | caller
csr-common-name-fqdn | 422 | caller
csr-common-name-public-ip | 422 | caller
csr-common-name-ip | 422 | caller
csr-key-compromised | 422 | caller
csr-domain-names-not-allowed | 422 | caller
insufficient-credit | 503 | operator
sectigo-access-denied | 503 | operator
sectigo-permission-denied | 503 | operator
sectigo-price-missing | 503 | operator
sectigo-rate-limited | 503 | sectigo
sectigo-request-token-used | 409 | caller
email-invalid | 422 | caller
argument-not-applicable | 422 | caller
organization-id-scheme-retired | 422 | caller
organization-id-malformed | 422 | caller
organization-id-country-invalid | 422 | caller
key-attestation-invalid | 422 | caller
sectigo-csr-decoding-fault | 502 | sectigo
outcome-unknown | 502 | operator
order-not-placed | 502 | operator
sectigo-error-unrecognised | 502 | operator
sectigo-unreachable | 503 | sectigo
`
  .trim()
  .split('\n')
  .map((line) => line.split(' | ') as [ErrorCode, string, string]);

/** What the contract says of the requests themselves. */
const REQUESTS: [ErrorCode, number][] = [
  ['unauthenticated', 401],
  ['authentication-throttled', 429],
  ['authentication-unavailable', 503],
  ['forbidden', 403],
  ['rate-limit-reached', 429],
  ['payload-too-large', 413],
  ['idempotency-key-missing', 400],
  ['idempotency-key-reused', 422],
  ['reference-conflict', 409],
  ['duplicate-order', 409],
  ['validation-failed', 422],
  ['order-limit-reached', 429],
  ['spend-limit-reached', 429],
  ['storage-unavailable', 503],
  ['order-not-cancellable', 409],
  ['order-not-retryable', 409],
  ['certificate-not-available', 404],
  ['not-found', 404],
];

describe('the catalogue of problems', () => {
  it.each(CONTRACT)('has %s with the status %s for the %s', (code, status, actor) => {
    expect(PROBLEMS[code]).toMatchObject({ status: Number(status), actor });
  });

  it.each(REQUESTS)('has %s with the status %i', (code, status) => {
    expect(PROBLEMS[code].status).toBe(status);
  });

  it('has no problem of Sectigo that the contract lacks', () => {
    expect(CONTRACT.map(([code]) => code)).toEqual(
      expect.arrayContaining(ERROR_CODES.filter(isSectigoProblem)),
    );
  });

  it.each(ERROR_CODES)('explains %s in sentences', (code) => {
    const { title, status, explanation, whatToDo, actor } = PROBLEMS[code];
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(explanation).toMatch(/^[A-Z].*\.$/s);
    expect(whatToDo).toMatch(/^[A-Z].*\.$/s);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).not.toBe(402);
    // a 5xx is never the caller's to mend
    if (status >= 500) expect(actor).not.toBe('caller');
  });
});

const CONTEXT = { publicUrl: 'https://gateway.example', instance: '/v1/orders', requestId: 'req_1' };

describe('a problem document', () => {
  it('says what its type says, and where it happened', () => {
    expect(renderProblem({ code: 'insufficient-credit' }, CONTEXT)).toEqual({
      type: 'https://gateway.example/problems/insufficient-credit',
      title: "The gateway's account has no credit",
      status: 503,
      detail:
        "The gateway's account with Sectigo does not have enough credit. The order waits and is not lost.",
      instance: '/v1/orders',
      code: 'insufficient-credit',
      requestId: 'req_1',
      retryable: true,
      actor: 'operator',
    });
  });

  it('adds what is known of the case', () => {
    const errors = [{ pointer: '/organization/address/country', code: 'country-invalid', detail: 'is none' }];
    const sectigo = { errorCode: -7, errorMessage: null };
    const extensions = { existingOrderId: 'ord_2' };
    const occurrence = {
      code: 'country-invalid',
      detail: 'No such country.',
      errors,
      sectigo,
      extensions,
    } as const;
    expect(renderProblem(occurrence, { ...CONTEXT, orderId: 'ord_1' })).toMatchObject({
      detail: 'No such country.',
      orderId: 'ord_1',
      errors,
      sectigo,
      existingOrderId: 'ord_2',
    });
  });

  it('leaves out an empty list of errors', () => {
    expect(renderProblem({ code: 'validation-failed', errors: [] }, CONTEXT)).not.toHaveProperty('errors');
  });
});
