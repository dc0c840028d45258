import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ERROR_ROWS } from '../../packages/simulator/src/error-rows.js';
import { problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

type Row = readonly [row: number, status: string, httpStatus: number, problem: string];

const rows = (numbers: readonly number[], status: string, httpStatus: number, problem: string): Row[] =>
  numbers.map((row) => [row, status, httpStatus, problem] as const);

const CSR_PROBLEMS: readonly (readonly [row: number, problem: string])[] = [
  [5, 'csr-wildcard-not-allowed'],
  [6, 'csr-wildcard-required'],
  [8, 'csr-field-missing'],
  [9, 'csr-not-base64'],
  [10, 'csr-not-decodable'],
  [11, 'csr-algorithm-unsupported'],
  [12, 'csr-signature-invalid'],
  [13, 'csr-key-size-unsupported'],
  [18, 'csr-common-name-fqdn'],
  [19, 'csr-common-name-public-ip'],
  [20, 'csr-common-name-ip'],
  [21, 'csr-key-compromised'],
  [48, 'csr-domain-names-not-allowed'],
];

/** Sectigo's errors row by row, with what each makes of the order. */
const TABLE: readonly Row[] = [
  ...rows([1, 2, 17, 23, 24, 26, 27, 29, 38, 39, 40, 47], 'failed', 500, 'gateway-defect'),
  ...rows([3], 'rejected', 422, 'sectigo-argument-missing'),
  ...rows([4], 'rejected', 422, 'sectigo-argument-invalid'),
  ...CSR_PROBLEMS.flatMap(([row, problem]) => rows([row], 'rejected', 422, problem)),
  ...rows([7], 'rejected', 422, 'country-invalid'),
  ...rows([14, 33, 34, 35, 36, 41], 'outcome-unknown', 502, 'outcome-unknown'),
  ...rows([15], 'held', 503, 'insufficient-credit'),
  ...rows([16], 'held', 503, 'sectigo-access-denied'),
  ...rows([30, 31, 46], 'held', 503, 'sectigo-permission-denied'),
  ...rows([37], 'held', 503, 'sectigo-price-missing'),
  ...rows([22], 'rejected', 409, 'sectigo-request-token-used'),
  ...rows([25], 'rejected', 422, 'email-invalid'),
  ...rows([28], 'rejected', 422, 'argument-not-applicable'),
  ...rows([32], 'failed', 502, 'sectigo-csr-decoding-fault'),
  ...rows([42], 'rejected', 422, 'organization-id-scheme-retired'),
  ...rows([43], 'rejected', 422, 'organization-id-malformed'),
  ...rows([44], 'rejected', 422, 'organization-id-country-invalid'),
  ...rows([45], 'rejected', 422, 'key-attestation-invalid'),
];

describe("Sectigo's error rows", () => {
  let gateway: TestGateway;
  let client: ApiClient;
  beforeAll(async () => {
    // the numbers that the published page does not give, as an operator would name them
    const errorCodes = ERROR_ROWS.filter(({ codeKnown }) => !codeKnown).map(({ row, code }) => ({
      row,
      code,
    }));
    gateway = await startGateway({ errorCodes });
    client = await gateway.client();
  });
  afterAll(() => gateway.stop());

  it('are all 48 in this table', () => {
    const numbers = TABLE.map(([row]) => row).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 48 }, (_, index) => index + 1));
  });

  it.each(TABLE)('row %i makes an order %s, a %i and %s', async (row, status, httpStatus, problem) => {
    const order = anOrder();
    const organizationName = (order['organization'] as { name: string }).name;
    const message = ERROR_ROWS.find((known) => known.row === row)?.message.replace(
      'xxxx',
      'organizationName',
    );
    await gateway.simulator.script({ kind: 'error', row, message, match: { organizationName } });

    const answer = await client.order(order, { prefer: 'wait=10' });

    const { orderId = '' } = problemOf(answer, httpStatus, problem);
    const { body } = await client.get(`/v1/orders/${orderId}`);
    expect(body).toMatchObject({ status, problem: { code: problem, status: httpStatus }, sectigo: null });
    const sold = await gateway.simulator.ledger();
    expect(sold.filter(({ form }) => form['organizationName'] === organizationName)).toEqual([]);
    if (status === 'held') {
      await client.post(`/v1/orders/${orderId}/cancel`);
      await gateway.operator.post('/v1/ops/submissions/resume');
    }
  });
});
