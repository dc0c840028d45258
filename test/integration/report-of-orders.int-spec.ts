import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type OrderValues, type ReportOutcome, SectigoClient } from '../../src/sectigo/index.js';
import { ControlClient } from '../../packages/simulator/src/control-client.js';
import { publishedSample } from '../../packages/simulator/src/published-sample.js';
import { startSimulator, type RunningSimulator } from '../../packages/simulator/src/server.js';

const login = { loginName: 'reseller', loginPassword: 'Päss+word&=%' };
let simulator: RunningSimulator;
let control: ControlClient;
let client: SectigoClient;

beforeEach(async () => {
  simulator = await startSimulator(login);
  control = new ControlClient(simulator.controlUrl);
  client = new SectigoClient({
    baseUrl: simulator.url,
    credentials: () => ({
      loginName: login.loginName,
      proof: { kind: 'password', loginPassword: login.loginPassword },
    }),
    connectTimeoutMs: 30_000,
    timeoutMs: 30_000,
    foreignOrderNumbers: true,
  });
});
afterEach(() => simulator.close());

/** The published sample order, without what the client adds itself. */
function orderOf(organizationName: string): OrderValues {
  const own = ['loginName', 'loginPassword', 'responseFormat', 'showCertificateID', 'showCertificateState'];
  const values = Object.entries(publishedSample(login)).filter(([name]) => !own.includes(name));
  return { ...Object.fromEntries(values), organizationName };
}

async function buy(count: number): Promise<void> {
  const names = Array.from({ length: count }, (_, index) => `Company ${index}`);
  await Promise.all(names.map((name) => client.placeOrder(orderOf(name))));
}

function askAll(
  query: { organizationName?: string; foreignOrderNumber?: string } = {},
): Promise<ReportOutcome> {
  return client.reportOrders({
    from: new Date(Date.now() - 3_600_000),
    to: new Date(Date.now() + 1_000),
    ...query,
  });
}

const numbersOf = (outcome: ReportOutcome): readonly string[] =>
  outcome.kind === 'reported' ? outcome.rows.map(({ orderNumber }) => orderNumber) : [outcome.kind];

it.each([0, 1, 100, 101, 198, 250])('reads a report of %i orders as the ledger has them', async (count) => {
  await buy(count);
  const ledger = await control.ledger();
  expect(ledger).toHaveLength(count);
  expect(numbersOf(await askAll())).toEqual(ledger.map(({ orderNumber }) => String(orderNumber)));
});

it('reads of an order what was sent, and what it became', async () => {
  await client.placeOrder(orderOf('Müller & Söhne + Co'));
  const [purchase] = await control.ledger();
  expect(await askAll({ organizationName: 'Müller & Söhne + Co' })).toEqual({
    kind: 'reported',
    rows: [
      {
        orderNumber: '3040824',
        placedAt: new Date(Math.floor(Date.parse(purchase?.at ?? '') / 1000) * 1000),
        status: 'Awaiting Validation',
        organizationName: 'Müller & Söhne + Co',
        organizationalUnitName: 'Marketing',
        streetAddress1: 'Elm Street 12',
        localityName: 'Los Angeles',
        stateOrProvinceName: 'CA',
        postalCode: '90002',
        countryName: 'US',
        certificateId: '9003040824',
        cost: '210.00',
        unreadable: {},
      },
    ],
  });
});

it('finds an order by a number of ours', async () => {
  await control.changeAccount({ foreignOrderNumbers: true });
  await client.placeOrder(orderOf('One'), { foreignOrderNumber: 'ord_1' });
  await client.placeOrder(orderOf('Two'), { foreignOrderNumber: 'ord_2' });
  expect(numbersOf(await askAll({ foreignOrderNumber: 'ord_2' }))).toEqual(['3040825']);
  expect(numbersOf(await askAll({ foreignOrderNumber: 'ord_3' }))).toEqual([]);
});

it('has a number of ours refused where it is not known', async () => {
  const outcome = await client.placeOrder(orderOf('One'), { foreignOrderNumber: 'ord_1' });
  expect(outcome).toMatchObject({ kind: 'refused', errorCode: -2, argument: 'foreignOrderNumber' });
  expect(await control.ledger()).toEqual([]);
});

it('has no report where Sectigo gives none, or not all of it', async () => {
  await buy(3);
  const endpoint = '!WebHostReport';
  const faults: readonly (readonly [object, object])[] = [
    [
      { kind: 'report', omit: 'first' },
      { kind: 'failed', reason: 'unreadable' },
    ],
    [
      { kind: 'report', omit: 'last' },
      { kind: 'failed', reason: 'unreadable' },
    ],
    [
      { kind: 'html', endpoint },
      { kind: 'failed', reason: 'unreadable' },
    ],
    [
      { kind: 'truncate', bytes: 200, endpoint },
      { kind: 'failed', reason: 'truncated' },
    ],
    [
      { kind: 'reset', when: 'after-read', endpoint },
      { kind: 'failed', reason: 'reset' },
    ],
    [
      { kind: 'throttle', retryAfterSeconds: 7, endpoint },
      { kind: 'throttled', retryAfterMs: 7_000 },
    ],
    [
      { kind: 'error', code: -42, endpoint },
      { kind: 'throttled', errorCode: -42 },
    ],
    [
      { kind: 'error', row: 16, endpoint },
      { kind: 'refused', errorCode: -16 },
    ],
  ];
  for (const [fault, outcome] of faults) {
    await control.script(fault);
    expect(await askAll()).toMatchObject(outcome);
  }
  expect(numbersOf(await askAll())).toHaveLength(3);
});

it('cannot tell an empty report from the truth', async () => {
  await buy(1);
  await control.script({ kind: 'report', omit: 'all' });
  expect(await askAll()).toEqual({ kind: 'reported', rows: [] });
  await control.changeAccount({ reportDelayMs: 3_600_000 });
  expect(await askAll()).toEqual({ kind: 'reported', rows: [] });
});
