import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type TestGateway, withGateway } from '../support/gateway.js';

const CALLER_ERRORS: readonly (readonly [number, string])[] = [
  [-5, 'csr-wildcard-not-allowed'],
  [-6, 'csr-wildcard-required'],
  [-7, 'country-invalid'],
  [-8, 'csr-field-missing'],
  [-9, 'csr-not-base64'],
  [-10, 'csr-not-decodable'],
  [-11, 'csr-algorithm-unsupported'],
  [-12, 'csr-signature-invalid'],
  [-13, 'csr-key-size-unsupported'],
  [-18, 'csr-common-name-fqdn'],
  [-19, 'csr-common-name-public-ip'],
  [-35, 'csr-common-name-ip'],
  [-40, 'csr-key-compromised'],
  [-162, 'csr-domain-names-not-allowed'],
];
/** Row of the published table that has no known number → a number that the operator has learnt. */
const LEARNT = { 22: -47, 25: -70, 32: -100, 33: -101, 38: -125, 41: -140, 45: -150, 28: -73 };

describe("what becomes of an order by Sectigo's answer", () => {
  const gateway = withGateway({
    sectigoTimeoutMs: 400,
    errorCodes: Object.entries(LEARNT).map(([row, code]) => ({ code, row: Number(row) })),
  });
  let client: Awaited<ReturnType<TestGateway['client']>>;
  beforeAll(async () => {
    client = await gateway.client();
  });

  const nameIn = (order: Record<string, unknown>): string => (order.organization as { name: string }).name;

  /** Orders while Sectigo does that, and looks at the order from every side. */
  async function orderMeeting(fault: object) {
    const order = anOrder();
    const organizationName = nameIn(order);
    await gateway.simulator.script({ ...fault, match: { organizationName } });
    const answer = await client.order(order, { prefer: 'wait=10' });
    const { id, orderId } = answer.body as { id?: string; orderId?: string };
    const stored = orderOf(await client.get(`/v1/orders/${orderId ?? id}`));
    const result = await client.get(`/v1/orders/${stored.id}/result`);
    const ofOrder = (entry: { form: Readonly<Record<string, string>> | null }): boolean =>
      entry.form?.organizationName === organizationName;
    const sold = (await gateway.simulator.ledger()).filter(ofOrder);
    const requests = (await gateway.simulator.requests()).filter(ofOrder);
    return { answer, stored, result, sold, requests };
  }

  /** The same problem with Prefer: wait, under /result and in the order; one request and no more than one purchase. */
  async function expectProblem(fault: object, status: string, httpStatus: number, code: string) {
    const met = await orderMeeting(fault);
    for (const response of [met.answer, met.result]) {
      expect(problemOf(response, httpStatus, code).orderId).toBe(met.stored.id);
    }
    expect(met.stored).toMatchObject({ status, sectigo: null, problem: { code, status: httpStatus } });
    expect(met.requests).toHaveLength(1);
    return met;
  }

  it.each(CALLER_ERRORS)('code %i rejects it: %s', async (code, problem) => {
    const { stored, sold } = await expectProblem({ kind: 'error', code }, 'rejected', 422, problem);
    expect(stored.problem).toMatchObject({ actor: 'caller', retryable: false, sectigo: { errorCode: code } });
    expect(sold).toEqual([]);
  });

  it.each([
    [3, 'sectigo-argument-missing', 'postalCode', '/organization/address/postalCode'],
    [3, 'sectigo-argument-missing', 'appRepEmailAddress', '/applicant/email'],
    [4, 'sectigo-argument-invalid', 'countryName', '/organization/address/country'],
    [4, 'sectigo-argument-invalid', 'organizationName', '/organization/name'],
    [4, 'sectigo-argument-invalid', 'csr', '/provisioning/csr'],
    [4, 'sectigo-argument-invalid', 'shippingForename', '/provisioning/shipping/contact/firstName'],
    [4, 'sectigo-argument-invalid', 'isCustomerValidated', '/validation/customerValidated'],
    [4, 'sectigo-argument-invalid', 'languageName', '/notifications/language'],
    [25, 'email-invalid', 'contactEmailAddress', '/validation/contactEmail'],
    [28, 'argument-not-applicable', 'offerType', '/provisioning/offerType'],
  ])('row %i rejects it as %s, and its %s is our %s', async (row, code, item, pointer) => {
    const { stored } = await expectProblem({ kind: 'error', row, item }, 'rejected', 422, code);
    expect(stored.problem?.errors?.[0]?.pointer).toBe(pointer);
    expect(stored.problem?.sectigo?.errorMessage).toContain(item);
    expect(stored.problem?.detail).not.toContain(item);
  });

  it.each([
    ['-1', { row: 1 }],
    ['-2', { row: 2, item: 'organizationName' }],
    ['-17', { row: 17 }],
    ['-3 about an argument of ours', { row: 3, item: 'loginName' }],
    ['-3 about the response format', { row: 3, item: 'responseFormat' }],
    ['-4 about the product', { row: 4, item: 'product' }],
    ['-3 about nothing we know', { row: 3, item: 'somethingNew' }],
    ['-4 without a name', { code: -4, message: 'invalid' }],
    ['row 38', { row: 38, item: '706' }],
  ])('code %s fails it as a defect of the gateway', async (_, error) => {
    const { stored } = await expectProblem({ kind: 'error', ...error }, 'failed', 500, 'gateway-defect');
    expect(stored.problem).toMatchObject({ actor: 'operator' });
  });

  it('row 22 rejects it: the request token was used', async () => {
    await expectProblem({ kind: 'error', row: 22 }, 'rejected', 409, 'sectigo-request-token-used');
  });

  it('row 32 fails it: Sectigo could not decode the CSR', async () => {
    await expectProblem({ kind: 'error', row: 32 }, 'failed', 502, 'sectigo-csr-decoding-fault');
  });

  it('row 45 rejects it: the attestation', async () => {
    await expectProblem({ kind: 'error', row: 45 }, 'rejected', 422, 'key-attestation-invalid');
  });

  it.each([-9999, -20, -90])('code %i, which nobody knows, holds it and no other', async (code) => {
    const { sold } = await expectProblem({ kind: 'error', code }, 'held', 502, 'sectigo-error-unrecognised');
    expect(sold).toEqual([]);
    expect((await client.order(anOrder(), { prefer: 'wait=10' })).status).toBe(201);
  });

  describe('leaves the outcome unknown, and never sends it again, after', () => {
    const html = { kind: 'raw-body', contentType: 'text/html', body: '<html>0\n3040824\n210.00</html>' };
    const raw = (body: string) => ({ kind: 'raw-body', contentType: 'text/plain', body, buy: true });
    it.each<[string, object]>([
      ['code -14', { kind: 'error', row: 14 }],
      ['row 33', { kind: 'error', row: 33 }],
      ['row 41', { kind: 'error', row: 41 }],
      ...[301, 302, 307, 400, 401, 403, 404, 408, 500, 502, 503, 504].map((status): [string, object] => [
        `HTTP ${status}`,
        { kind: 'http', status, buy: true, headers: { location: '/products/!AutoApplyOrder' } },
      ]),
      [
        'HTTP 500 with a purchase in it',
        { kind: 'http', status: 500, body: 'errorCode=0&orderNumber=1', buy: true },
      ],
      ['HTTP 201', { kind: 'http', status: 201, body: '', buy: true }],
      ['HTTP 204', { kind: 'http', status: 204, buy: true }],
      ['nothing in it', { kind: 'empty', buy: true }],
      ['a web page', { kind: 'html', buy: true }],
      ['a web page with numbers', { ...html, buy: true }],
      ['code 0 without an order number', raw('errorCode=0&totalCost=210.00')],
      ['code 1 without an order number', raw('1\n')],
      ['code 2 without an order number', raw('errorCode=2')],
      ['an order number that is none', raw('errorCode=0&orderNumber=abc')],
      ['a code that is none', raw('errorCode=zero&orderNumber=3040824')],
      ['half a code', raw('error')],
      ['JSON', raw('{"errorCode":0,"orderNumber":3040824}')],
      ['two codes', raw('errorCode=0&errorCode=-7&orderNumber=3040824')],
      ['white space', raw(' \r\n\r\n')],
      ['one byte', { kind: 'truncate', bytes: 1, buy: true }],
      ['no byte', { kind: 'truncate', bytes: 0, buy: true }],
      ['twenty bytes', { kind: 'truncate', bytes: 20, buy: true }],
      ['a reset after the form', { kind: 'reset', when: 'after-read', buy: true }],
      ['a reset amid the reply', { kind: 'reset', when: 'mid-reply', buy: true }],
      ['silence', { kind: 'hang', buy: true }],
      ['silence without a purchase', { kind: 'hang', buy: false }],
      ['the true answer too late', { kind: 'delay', ms: 800 }],
    ])('%s', async (_, fault) => {
      const { stored, sold } = await expectProblem(fault, 'outcome-unknown', 502, 'outcome-unknown');
      expect(stored.problem).toMatchObject({ actor: 'operator', retryable: false });
      expect(stored.nextAttemptAt).toBeNull();
      expect(sold.length).toBe(
        'buy' in fault && fault.buy ? 1 : (fault as { kind: string }).kind === 'delay' ? 1 : 0,
      );
    });
  });

  describe('places it', () => {
    it.each<[string, object]>([
      ['on the answer in format 1', { kind: 'format', format: 1 }],
      ['on the answer in format 0', { kind: 'format', format: 0 }],
      ['on the answer a little late', { kind: 'delay', ms: 100 }],
    ])('%s', async (_, fault) => {
      const { answer, stored, result, sold, requests } = await orderMeeting(fault);

      expect(answer.status).toBe(201);
      expect(answer.headers.get('preference-applied')).toBe('wait=10');
      expect(result.status).toBe(200);
      expect(orderOf(result)).toEqual(stored);
      expect(stored).toMatchObject({ status: 'placed', problem: null, attempts: 1 });
      expect([sold.length, requests.length]).toEqual([1, 1]);
      expect(stored.sectigo).toEqual({
        orderNumber: String(sold[0]?.orderNumber),
        certificateId: sold[0]?.certificateId,
        certificateState: 'Awaiting Validation',
        cost: '210.00',
        paymentOutstanding: false,
      });
    });

    it('with code 1, the payment being outstanding', async () => {
      await gateway.simulator.changeAccount({ code: 1 });
      const { stored } = await orderMeeting({ kind: 'format', format: 1 });
      await gateway.simulator.changeAccount({ code: 0 });
      expect(stored).toMatchObject({ status: 'placed', sectigo: { paymentOutstanding: true } });
    });
  });
});
