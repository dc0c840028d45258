import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { PlacedCertificates } from '../support/placed-certificates.js';

const FORM = 'application/x-www-form-urlencoded';
/** What no column of Postgres takes: NUL, and half of a UTF-16 pair in UTF-8. */
const UNSTORABLE = 'a%00b%ED%A0%80c';
const LONG = 'x'.repeat(30_000);

interface Recorded {
  readonly status: string;
  readonly number: string | null;
  readonly cost: string | null;
  readonly certificate_id: string | null;
  readonly reply: string | null;
}

describe('whatever value Sectigo gives', () => {
  let gateway: TestGateway;
  let client: ApiClient;
  let certificates: PlacedCertificates;
  beforeAll(async () => {
    gateway = await startGateway();
    client = await gateway.client();
    certificates = new PlacedCertificates(client, gateway.sql);
  });
  afterAll(() => gateway.stop());

  const answer = (body: string, endpoint = '!AutoApplyOrder', more: object = {}): Promise<void> =>
    gateway.simulator.script({ kind: 'raw-body', body, contentType: FORM, endpoint, ...more });

  /** Orders, has Sectigo answer that, and gives what is stored once the attempt is over. */
  async function recorded(body: string): Promise<Recorded> {
    await answer(body);
    const { id } = orderOf(await client.order(anOrder()));
    return eventually(async () => {
      const { rows } = await gateway.sql.query<Recorded>(
        `SELECT status, sectigo_order_number AS number, cost::text, certificate_id, raw_reply AS reply
         FROM orders JOIN attempts ON order_id = id WHERE id = $1 AND outcome IS NOT NULL`,
        [id],
      );
      expect(rows).toHaveLength(1);
      return rows[0] as Recorded;
    });
  }

  it.each<[string, string, string, Partial<Record<keyof Recorded, unknown>>]>([
    [
      'a price of twelve digits',
      '900001',
      'totalCost=999999999999.99',
      { cost: null, reply: expect.stringContaining('999999999999.99') },
    ],
    [
      'a price of eleven digits',
      '900002',
      'totalCost=10000000000',
      { cost: null, reply: expect.stringContaining('10000000000') },
    ],
    ['the highest price', '900003', 'totalCost=9999999999.99', { cost: '9999999999.99', reply: null }],
    [
      'a price that rounding would make too high',
      '900004',
      'totalCost=9999999999.995',
      { cost: null, reply: expect.stringContaining('9999999999.995') },
    ],
    ['a price with zeros behind', '900005', 'totalCost=210.0000', { cost: '210.00', reply: null }],
    [
      'a price with four decimals',
      '900006',
      'totalCost=210.1234',
      { cost: null, reply: expect.stringContaining('210.1234') },
    ],
    [
      'a price beyond all numbers',
      '900007',
      'totalCost=1e400',
      { cost: null, reply: expect.stringContaining('1e400') },
    ],
    [
      'a price that cannot be stored',
      '900008',
      `totalCost=${UNSTORABLE}`,
      { cost: null, reply: expect.stringContaining('totalCost=a') },
    ],
    [
      'a long id',
      '900009',
      `certificateID=${'9'.repeat(64)}`,
      { certificate_id: '9'.repeat(64), reply: null },
    ],
    [
      'too long an id',
      '900010',
      `certificateID=${'9'.repeat(65)}`,
      { certificate_id: null, reply: expect.stringMatching(/9{65}/) },
    ],
    ['a state that cannot be stored', '900011', `certificateState=${UNSTORABLE}`, { reply: null }],
    ['a state without end', '900012', `certificateState=${LONG}`, { reply: null }],
    ['the highest order number', '999999999999999999', 'totalCost=1', { cost: '1.00', reply: null }],
  ])('an order with %s is placed', async (_what, number, field, expected) => {
    const reply = await recorded(`errorCode=0&orderNumber=${number}&${field}`);

    expect(reply).toMatchObject({ status: 'placed', number, ...expected });
  });

  it.each<[string, string]>([
    ['a text that cannot be stored', `errorCode=-4&errorItem=${UNSTORABLE}&errorMessage=${UNSTORABLE}`],
    ['a long text', `errorCode=-4&errorItem=${LONG}&errorMessage=${LONG}`],
    ['the lowest number', `errorCode=-999999&errorMessage=x`],
  ])('a refusal with %s is recorded', async (_what, body) => {
    expect((await recorded(body)).status).toMatch(/^(rejected|held|failed)$/);
  });

  it.each<[string, string]>([
    ['an order number of 19 digits', 'errorCode=0&orderNumber=9999999999999999999'],
    ['NUL bytes', '\0\0\0'],
    ['a page that is no reply', `<html>${LONG}</html>`],
    ['a number that nobody knows', 'errorCode=17&orderNumber=3'],
  ])('a reply with %s is kept, and the outcome unknown', async (_what, body) => {
    const { status, reply } = await recorded(body);

    expect(status).toBe('outcome-unknown');
    expect(reply).toEqual(expect.any(String));
    expect(reply?.length).toBeLessThanOrEqual(65_536);
  });

  it('the number of an order that another one has is kept', async () => {
    await recorded('errorCode=0&orderNumber=900100');

    expect(await recorded('errorCode=0&orderNumber=900100&totalCost=7')).toMatchObject({
      status: 'outcome-unknown',
      number: null,
      reply: expect.stringContaining('900100'),
    });
  });

  it('what is kept of a reply is shown to operators alone', async () => {
    await answer('errorCode=0&orderNumber=900200&totalCost=much');
    const order = orderOf(await client.order(anOrder(), { prefer: 'wait=20' }));
    const entries = async (caller: ApiClient) =>
      ((await caller.get(`/v1/orders/${order.id}/timeline`)).body as { data: { kind: string }[] }).data;

    const [attempt] = (await entries(gateway.operator)).filter(({ kind }) => kind === 'attempt');
    expect(attempt).toMatchObject({ rawReply: 'errorCode=0&orderNumber=900200&totalCost=much' });
    for (const entry of await entries(client)) expect(entry).not.toHaveProperty('rawReply');
  });

  it.each<[string, string]>([
    ['more digits than there are', '999999999999999.9999'],
    ['more decimals', '1.23456'],
  ])('a balance of %s is none', async (_what, amount) => {
    await gateway.sql.query(
      'UPDATE account_balance SET not_before = NULL, fetched_at = NULL, available = NULL, currency = NULL',
    );
    await answer(`0\n1\nUSD\n${amount}\n0.00\n`, '!getAccountBalance');

    expect((await gateway.operator.get('/v1/ops/balance')).status).toBe(503);
  });

  it('the largest balance that can be kept is kept', async () => {
    await gateway.sql.query('UPDATE account_balance SET not_before = NULL');
    await answer('0\n1\nUSD\n-99999999999999.9999\n99999999999999.99\n', '!getAccountBalance');

    expect(await gateway.operator.get('/v1/ops/balance')).toMatchObject({
      status: 200,
      body: {
        available: expect.stringMatching(/^-9999999999999|^-100000000000000/),
        creditLimit: '99999999999999.99',
      },
    });
  });

  it.each<[string, string]>([
    ['words that cannot be stored', `1_1_certificateStatus=Failed%3A+${UNSTORABLE}`],
    ['long words', `1_1_certificateStatus=Failed%3A+${LONG}`],
    [
      'years before the first',
      '1_1_certificateStatus=Valid&1_1_notBefore=0000-01-01&1_1_notAfter=0001-01-01',
    ],
    ['the last year', '1_1_certificateStatus=Valid&1_1_notBefore=9999-01-01&1_1_notAfter=9999-12-31'],
  ])('a status with %s is recorded', async (_what, fields) => {
    const { id, number } = await certificates.place();
    await answer(`errorCode=0&1_orderNumber=${number}&${fields}`, '!GetDetailedOrderStatus', {
      match: { orderNumber: number },
    });
    await gateway.sql.query('UPDATE status_polls SET next_poll_at = now() WHERE order_id = $1', [id]);

    await eventually(async () => {
      const { rows } = await gateway.sql.query<{ result: string }>(
        'SELECT result FROM status_polls WHERE order_id = $1',
        [id],
      );
      expect(rows).toEqual([{ result: 'news' }]);
    });
  });
});

describe('whatever value the report has', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ submissions: { reconcileIntervalMs: 100 } });
  });
  afterAll(() => gateway.stop());

  it.each<[string, Record<string, string>, string]>([
    ['a price without end', { cost: '999999999999.99' }, 'placed'],
    ['an id without end', { '1_certificateID': '9'.repeat(65) }, 'placed'],
    ['a status that cannot be stored', { orderStatus: 'a\0b\ud800c' }, 'placed'],
    ['a year before the first', { dateTime: '0000-01-01T00:00:00Z' }, 'outcome-unknown'],
    ['a year after the last', { dateTime: '99999-01-01' }, 'outcome-unknown'],
    [
      'texts that cannot be stored',
      { localityName: '\0\ud800', organizationalUnitName: 'a\0' },
      'outcome-unknown',
    ],
    ['texts without end', { localityName: 'x'.repeat(20_000) }, 'outcome-unknown'],
  ])('as %s, its line is recorded', async (what, rewrite, status) => {
    const organization = { ...(anOrder()['organization'] as object), name: what };
    const match = { organizationName: what };
    await gateway.simulator.script(
      { kind: 'report', rewrite, match, times: 1_000 },
      { kind: 'reset', when: 'after-read', buy: true, match },
    );
    const { id } = orderOf(await gateway.operator.order(anOrder({ organization })));

    const search = await eventually(async () => {
      const { body } = await gateway.operator.get(`/v1/orders/${id}/reconciliation`);
      expect(body).toMatchObject({ result: expect.stringMatching(/^(found|ambiguous)$/) });
      return body as { status: string; candidates: unknown[] };
    });

    expect(search.status).toBe(status);
    expect(search.candidates).toHaveLength(status === 'placed' ? 0 : 1);
  });
});
