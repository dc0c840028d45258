import { describe, expect, it, test } from '@jest/globals';
import { ERROR_CODES, isSectigoProblem } from '../../shared/error-code.js';
import { PUBLISHED_CATALOGUE, PUBLISHED_ERRORS } from './error-codes.js';
import { traitsOf } from './error-row.js';

/** An independent transcription of the published rows and the contract: row | code | problem | disposition | actor. */
const PUBLISHED = `
1 | -1 | gateway-defect | fail | operator
2 | -2 | gateway-defect | fail | operator
3 | -3 | sectigo-argument-missing | reject | caller
4 | -4 | sectigo-argument-invalid | reject | caller
5 | -5 | csr-wildcard-not-allowed | reject | caller
6 | -6 | csr-wildcard-required | reject | caller
7 | -7 | country-invalid | reject | caller
8 | -8 | csr-field-missing | reject | caller
9 | -9 | csr-not-base64 | reject | caller
10 | -10 | csr-not-decodable | reject | caller
11 | -11 | csr-algorithm-unsupported | reject | caller
12 | -12 | csr-signature-invalid | reject | caller
13 | -13 | csr-key-size-unsupported | reject | caller
14 | -14 | outcome-unknown | unknown | operator
15 | -15 | insufficient-credit | hold-queue | operator
16 | -16 | sectigo-access-denied | hold-queue | operator
17 | -17 | gateway-defect | fail | operator
18 | -18 | csr-common-name-fqdn | reject | caller
19 | -19 | csr-common-name-public-ip | reject | caller
20 | -35 | csr-common-name-ip | reject | caller
21 | -40 | csr-key-compromised | reject | caller
22 | - | sectigo-request-token-used | reject | caller
23 | - | gateway-defect | fail | operator
24 | - | gateway-defect | fail | operator
25 | - | email-invalid | reject | caller
26 | - | gateway-defect | fail | operator
27 | - | gateway-defect | fail | operator
28 | - | argument-not-applicable | reject | caller
29 | - | gateway-defect | fail | operator
30 | -91 | sectigo-permission-denied | hold-queue | operator
31 | - | sectigo-permission-denied | hold-queue | operator
32 | - | sectigo-csr-decoding-fault | fail | sectigo
33 | - | outcome-unknown | unknown | operator
34 | - | outcome-unknown | unknown | operator
35 | - | outcome-unknown | unknown | operator
36 | - | outcome-unknown | unknown | operator
37 | -115 | sectigo-price-missing | hold-queue | operator
38 | - | gateway-defect | fail | operator
39 | - | gateway-defect | fail | operator
40 | - | gateway-defect | fail | operator
41 | - | outcome-unknown | unknown | operator
42 | - | organization-id-scheme-retired | reject | caller
43 | - | organization-id-malformed | reject | caller
44 | - | organization-id-country-invalid | reject | caller
45 | - | key-attestation-invalid | reject | caller
46 | - | sectigo-permission-denied | hold-queue | operator
47 | - | gateway-defect | fail | operator
48 | -162 | csr-domain-names-not-allowed | reject | caller
- | -42 | sectigo-rate-limited | throttle | sectigo
- | -160 | outcome-unknown | unknown | operator
- | -20 | sectigo-error-unrecognised | hold-order | operator
- | -21 | sectigo-error-unrecognised | hold-order | operator
- | -22 | sectigo-error-unrecognised | hold-order | operator
- | -23 | sectigo-error-unrecognised | hold-order | operator
- | -26 | sectigo-error-unrecognised | hold-order | operator
- | -76 | sectigo-error-unrecognised | hold-order | operator
- | -121 | sectigo-error-unrecognised | hold-order | operator
- | -122 | sectigo-error-unrecognised | hold-order | operator
- | -124 | sectigo-error-unrecognised | hold-order | operator
`;

const MESSAGES: Readonly<Record<string, string>> = {
  '-1': 'Request was not made over https!',
  '-2': "'xxxx' is an unrecognised argument!",
  '-3': "The 'xxxx' argument is missing!",
  '-4': "The value of the 'xxxx' argument is invalid!",
  '-5': "The CSR's Common Name may NOT contain a wildcard!",
  '-6': "The CSR's Common Name MUST contain ONE wildcard!",
  '-7': "'xx' is not a valid ISO-3166 country!",
  '-8': 'The CSR is missing a required field!',
  '-9': 'The CSR is not valid Base-64 data!',
  '-10': 'The CSR cannot be decoded!',
  '-11': 'The CSR uses an unsupported algorithm!',
  '-12': 'The CSR has an invalid signature!',
  '-13': 'The CSR uses an unsupported key size!',
  '-14': 'An unknown error occurred!',
  '-15': 'Not enough credit!',
  '-16': 'Incorrect login details, account is locked, password has expired or your source IP is blocked.',
  '-17': 'Request used GET rather than POST!',
  '-18': "The CSR's Common Name may not be a Fully-Qualified Domain Name!",
  '-19': "The CSR's Common Name may not be an Internet-accessible IP Address!",
  '-35': "The CSR's Common Name may not be an IP Address!",
  '-40': 'The CSR uses a key that is believed to have been compromised!',
  '-91': 'Permission denied Context',
  '-115': 'No price found! Contact Support!',
  '-162': 'The CSR must not contain domain names that are not in the domainNames parameter!',
  '-42': 'Call limit reached, please try again later.',
  '-160': 'General error',
  '-20': 'The certificate request has been rejected!',
  '-21': 'The certificate has been revoked!',
  '-22': 'Still awaiting payment!',
};

const rows = PUBLISHED.trim()
  .split('\n')
  .map((line) => {
    const [row, code, problem, disposition, actor] = line.split(' | ');
    return {
      row: row === '-' ? null : Number(row),
      code: code === '-' ? null : Number(code),
      problem,
      disposition,
      actor,
      message: MESSAGES[code ?? ''] ?? null,
    };
  });

describe('the error table', () => {
  test.each(rows)('row $row, code $code, is $problem: $disposition', (row) => {
    const entries = PUBLISHED_ERRORS.filter((entry) => entry.row === row.row && entry.code === row.code);
    expect(entries).toEqual([expect.objectContaining(row)]);
    expect(entries[0]?.description).toMatch(/^[A-Z].+\.$/);
  });

  it('has the 48 rows of the page, in their order, and the eleven codes from elsewhere that it lacks', () => {
    expect(PUBLISHED_ERRORS.map(({ row, code }) => `${row} ${code}`)).toEqual(
      rows.map(({ row, code }) => `${row} ${code}`),
    );
    expect(rows).toHaveLength(59);
  });

  it('finds every known number, and each once', () => {
    const codes = rows.map(({ code }) => code).filter((code) => code !== null);
    expect([...PUBLISHED_CATALOGUE.byCode.keys()].sort()).toEqual(codes.sort());
    expect(PUBLISHED_CATALOGUE.byCode.get(-15)?.row).toBe(15);
    expect(PUBLISHED_CATALOGUE.entries).toBe(PUBLISHED_ERRORS);
  });

  it('has words only where there is no number, and for all of those but row 36', () => {
    expect(PUBLISHED_ERRORS.filter(({ code, words }) => code !== null && words !== null)).toEqual([]);
    const wordless = PUBLISHED_ERRORS.filter(({ code, words }) => code === null && words === null);
    expect(wordless.map(({ row }) => row)).toEqual([36]);
  });

  it('calls retryable only what can succeed without the caller', () => {
    const retryable = ERROR_CODES.filter(isSectigoProblem).filter((problem) => traitsOf(problem).retryable);
    expect(retryable.sort()).toEqual([
      'insufficient-credit',
      'sectigo-access-denied',
      'sectigo-csr-decoding-fault',
      'sectigo-permission-denied',
      'sectigo-price-missing',
      'sectigo-rate-limited',
    ]);
  });
});
