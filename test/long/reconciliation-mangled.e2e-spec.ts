import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

interface Search {
  readonly status: string;
  readonly checks: number;
  readonly result: string | null;
  readonly candidates: readonly {
    readonly orderNumber: string;
    readonly placedAt: string;
    readonly differences: string[];
    readonly unreadable: Record<string, string>;
  }[];
}

interface Bought {
  readonly id: string;
  readonly orderNumber: string;
  readonly soldTo: () => Promise<unknown[]>;
}

const seconds = (at: number): string => String(Math.floor(at / 1000));
const LONG_MS = 120_000;
const HOUR_MS = 3_600_000;
const ago = (ms: number): Date => new Date(Date.now() - ms);
const withoutZone = (at: Date): string => at.toISOString().slice(0, 16).replace('T', ' ');

const CASES: readonly (readonly [what: string, name: string, field: string, rewritten: () => string])[] = [
  ['an umlaut lost', 'Müller Söhne', 'organizationName', () => 'M?ller S?hne'],
  ['an umlaut read as two characters', 'Bäcker AG', 'organizationName', () => 'BÃ¤cker AG'],
  ['an entity', 'Smith & Sons', 'organizationName', () => 'Smith &amp; Sons'],
  ['a name cut short', 'International Widgets Company', 'organizationName', () => 'International Widgets Co'],
  ['a dot dropped', 'Widget Inc.', 'organizationName', () => 'Widget Inc'],
  ['another name altogether', 'Alpha', 'organizationName', () => 'Omega'],
  ['no name', 'Nameless', 'organizationName', () => ''],
  ['a time an hour early', 'Early', 'dateTime', () => seconds(Date.now() - HOUR_MS)],
  ['a time an hour late', 'Late', 'dateTime', () => seconds(Date.now() + HOUR_MS)],
  ['a time of last week', 'Ancient', 'dateTime', () => seconds(Date.now() - 170 * HOUR_MS)],
  ['a time in milliseconds, an hour early', 'Millis', 'dateTime', () => String(Date.now() - HOUR_MS)],
  ['a time of another zone', 'Zone', 'dateTime', () => withoutZone(ago(7 * HOUR_MS))],
  ['a date only', 'Dated', 'dateTime', () => new Date().toISOString().slice(0, 10)],
  ['a time that cannot be read', 'Unread', 'dateTime', () => '11/06/25 11:57'],
  ['no time', 'Timeless', 'dateTime', () => ''],
  ['a price beyond all', 'Pricey', 'cost', () => '999999999999.99'],
  ['another city', 'Moved', 'localityName', () => 'Springfield'],
];

describe('a bought order whose line in the report is mangled, with RECONCILE_RESUBMIT=after-absent', () => {
  let gateway: TestGateway;
  let client: ApiClient;
  const ends = new Map<string, { orderNumber: string; search: Search; sold: unknown[] }>();
  beforeAll(async () => {
    gateway = await startGateway({
      submissions: { reconcileIntervalMs: 100, reconcileResubmit: 'after-absent' },
    });
    client = await gateway.client();
    // a price is compared where one is known
    orderOf(await client.order(anOrder(), { prefer: 'wait=20' }));
    const proofs = CASES.map(async ([, name, field, rewritten]) => {
      const { id, orderNumber, soldTo } = await buyUnheard(name, { rewrite: { [field]: rewritten() } });
      const search = await waitOutTheProof(id);
      ends.set(name, { orderNumber, search, sold: await soldTo() });
    });
    await Promise.all(proofs);
  }, LONG_MS);
  afterAll(() => gateway.stop());

  const searchOf = async (id: string): Promise<Search> =>
    (await gateway.operator.get(`/v1/orders/${id}/reconciliation`)).body as Search;
  /** Many wait at once: each looks seldom. */
  const searched = (id: string, checks: number): Promise<Search> =>
    eventually(
      async () => {
        const search = await searchOf(id);
        expect(search.checks).toBeGreaterThanOrEqual(checks);
        return search;
      },
      LONG_MS,
      250,
    );

  /** Buys without an answer; Sectigo's report then meets `fault` whenever it is asked about the name. */
  async function buyUnheard(name: string, fault: object): Promise<Bought> {
    const organization = { ...(anOrder()['organization'] as object), name };
    const match = { organizationName: name };
    await gateway.simulator.script(
      { ...fault, kind: 'report', match, times: 10_000 },
      { kind: 'reset', when: 'after-read', buy: true, match },
    );
    const { id } = orderOf(await client.order(anOrder({ organization })));
    const soldTo = async () =>
      (await gateway.simulator.ledger()).filter(({ form }) => form['organizationName'] === name);
    const [purchase] = await eventually(async () => {
      const sold = await soldTo();
      expect(sold).not.toEqual([]);
      return sold;
    });
    return { id, orderNumber: String(purchase?.orderNumber), soldTo };
  }

  const elevenMinutesLater = (id: string) =>
    gateway.sql.query(
      `UPDATE reconciliations SET first_absent_at = first_absent_at - interval '11 minutes', next_check_at = now()
       WHERE order_id = $1`,
      [id],
    );

  /** Two checks more, as if ten minutes had gone by before each of them. */
  async function waitOutTheProof(id: string): Promise<Search> {
    let search = await searched(id, 1);
    for (let count = 0; count < 2; count += 1) {
      await elevenMinutesLater(id);
      search = await searched(id, search.checks + 1);
    }
    return search;
  }

  const becomesPlaced = (id: string, orderNumber: string) =>
    eventually(async () =>
      expect(orderOf(await client.get(`/v1/orders/${id}`))).toMatchObject({
        status: 'placed',
        sectigo: { orderNumber },
      }),
    );

  it.each(CASES)(
    'by %s is shown to operators, never bought twice and never guessed',
    (_what, name, field) => {
      const { orderNumber, search, sold } = ends.get(name) ?? {};

      expect(search).toMatchObject({ status: 'outcome-unknown', result: 'ambiguous' });
      const differences = [field === 'dateTime' ? 'placedAt' : field];
      expect(search?.candidates).toMatchObject([{ orderNumber, differences }]);
      expect(sold).toHaveLength(1);
    },
  );

  it.each<[string, () => string]>([
    ['milliseconds', () => String(Date.now())],
    ['a time without a zone', () => withoutZone(new Date())],
    ['a time without a zone, to the second', () => new Date().toISOString().slice(0, 19).replace('T', ' ')],
    ['ISO 8601', () => new Date().toISOString()],
    [
      'ISO 8601 of another zone',
      () => new Date(Date.now() + 2 * HOUR_MS).toISOString().replace('Z', '+02:00'),
    ],
  ])('is found all the same when its time comes as %s', async (what, dateTime) => {
    const { id, orderNumber, soldTo } = await buyUnheard(`Found by ${what}`, {
      rewrite: { dateTime: dateTime() },
    });

    await becomesPlaced(id, orderNumber);
    expect(await soldTo()).toHaveLength(1);
  });

  it('is found by reading the whole account before it is sent again, when Sectigo does not know its name', async () => {
    const { id, orderNumber, soldTo } = await buyUnheard('Hidden Ltd', { omit: 'all' });

    await searched(id, 1);
    await elevenMinutesLater(id);

    await becomesPlaced(id, orderNumber);
    expect(await soldTo()).toHaveLength(1);
  });
});

describe('with SECTIGO_FOREIGN_ORDER_NUMBER=on, where a report can be asked for one order', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({
      sectigoForeignOrderNumber: true,
      submissions: { reconcileIntervalMs: 100 },
    });
    await gateway.simulator.changeAccount({ foreignOrderNumbers: true });
  });
  afterAll(() => gateway.stop());

  it('an order is found by our id, whatever else its line says', async () => {
    await gateway.simulator.script(
      { kind: 'reset', when: 'after-read', buy: true },
      { kind: 'report', rewrite: { organizationName: 'M?ller', dateTime: '11/06/25' }, times: 10_000 },
    );
    const { id } = orderOf(await gateway.operator.order(anOrder()));

    await eventually(async () =>
      expect(orderOf(await gateway.operator.get(`/v1/orders/${id}`)).status).toBe('placed'),
    );
    expect(await gateway.simulator.ledger()).toHaveLength(1);
  });
});
