import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { createDatabase, ODD_SETTINGS } from '../support/servers.js';

const nameIn = (order: Record<string, unknown>): string => (order['organization'] as { name: string }).name;

/** Tables of the same names, in front of the gateway's own. */
const HOSTILE_SCHEMA = `CREATE SCHEMA hostile;
  CREATE TABLE hostile.orders (id text); CREATE TABLE hostile.clients (id text); CREATE TABLE hostile.events (id text);
  CREATE TABLE hostile.attempts (id text); CREATE TABLE hostile._prisma_migrations (id text);
  CREATE FUNCTION hostile.now() RETURNS timestamptz LANGUAGE sql RETURN 'epoch'::timestamptz`;

/** Placed by what the report says, although everything is done that would prove that Sectigo has not sold it. */
async function foundAndNotBoughtAgain(
  gateway: TestGateway,
  client: ApiClient,
  database: pg.Client,
): Promise<void> {
  const order = anOrder();
  const organizationName = nameIn(order);
  await gateway.simulator.script({ kind: 'hang', buy: true, match: { organizationName } });
  const { id } = orderOf(await client.order(order));

  const placed = await eventually(async () => {
    await database.query(
      "UPDATE public.reconciliations SET first_absent_at = first_absent_at - interval '11 minutes', next_check_at = now()",
    );
    const found = orderOf(await client.get(`/v1/orders/${id}`));
    expect(found.status).toBe('placed');
    return found;
  });

  const sold = await gateway.simulator.ledger();
  const purchases = sold.filter(({ form }) => form['organizationName'] === organizationName);
  expect(purchases.map(({ orderNumber }) => String(orderNumber))).toEqual([placed.sectigo?.orderNumber]);
}

const LOOKS_FOR_ORDERS_AT_ONCE = {
  sectigoTimeoutMs: 400,
  submissions: { reconcileIntervalMs: 100, reconcileResubmit: 'after-absent' },
} as const;

describe('on a database of another time zone', () => {
  it('an order that Sectigo sold without an answer is found in its report, and not bought again', async () => {
    const odd = await createDatabase('migrated', { TimeZone: 'Asia/Kolkata' });
    const database = new pg.Client({ connectionString: odd.url });
    await database.connect();
    const gateway = await startGateway(LOOKS_FOR_ORDERS_AT_ONCE, odd);
    try {
      await foundAndNotBoughtAgain(gateway, await gateway.client(), database);
    } finally {
      await database.end();
      await gateway.stop();
    }
  });
});

describe('on a database whose sessions begin with odd settings', () => {
  let gateway: TestGateway;
  let client: ApiClient;
  let database: pg.Client;
  beforeAll(async () => {
    const odd = await createDatabase('migrated', ODD_SETTINGS);
    database = new pg.Client({ connectionString: odd.url });
    await database.connect();
    await database.query(HOSTILE_SCHEMA);
    const name = new URL(odd.url).pathname.slice(1);
    await database.query(`ALTER DATABASE "${name}" SET search_path = hostile, pg_catalog, public`);
    gateway = await startGateway(LOOKS_FOR_ORDERS_AT_ONCE, odd);
    client = await gateway.client();
  });
  afterAll(async () => {
    await database.end();
    await gateway.stop();
  });

  it('an order has the times at which it happened', async () => {
    const before = Date.now();

    const { id } = orderOf(await client.order(anOrder(), { prefer: 'wait=10' }));

    const { body } = await client.get(`/v1/orders/${id}`);
    const { createdAt, placedAt } = body as { createdAt: string; placedAt: string };
    for (const time of [createdAt, placedAt]) {
      expect(Date.parse(time)).toBeGreaterThanOrEqual(before - 1_000);
      expect(Date.parse(time)).toBeLessThanOrEqual(Date.now() + 1_000);
    }
  });

  it('an order that Sectigo sold without an answer is found in its report, and not bought again', () =>
    foundAndNotBoughtAgain(gateway, client, database));

  it('a moment that a caller names is that moment', async () => {
    const reference = randomUUID();
    const { createdAt } = orderOf(await client.order(anOrder({ reference })));
    const at = Date.parse(createdAt);
    const found = async (from: number, to: number): Promise<number> => {
      const window = `createdAfter=${new Date(from).toISOString()}&createdBefore=${new Date(to).toISOString()}`;
      const { body } = await client.get(`/v1/orders?reference=${reference}&${window}`);
      return (body as { data: unknown[] }).data.length;
    };

    expect(await found(at - 1_000, at + 1_000)).toBe(1);
    expect(await found(at + 1_000, at + 86_400_000)).toBe(0);
  });

  it('parallel requests with one idempotency key are one order', async () => {
    const order = anOrder();
    const key = { 'idempotency-key': randomUUID() };

    const answers = await Promise.all(Array.from({ length: 10 }, () => client.order(order, key)));

    expect(answers.map(({ status }) => status).filter((status) => status >= 300)).toEqual([]);
    expect(new Set(answers.map((answer) => orderOf(answer).id)).size).toBe(1);
  });

  it('names, and what looks like an escape, come back as they were sent', async () => {
    const reference = String.raw`a\b'c`;
    const order = anOrder({ reference });
    (order['organization'] as { name: string }).name = `Müller & Söhne € ${randomUUID()}`;

    const { id } = orderOf(await client.order(order));

    const { body } = await client.get(`/v1/orders/${id}`);
    expect(body).toMatchObject({ reference, organization: { name: nameIn(order) } });
  });

  it('the audit trail proves itself', async () => {
    const { body } = await gateway.operator.get('/v1/ops/audit/verify');

    expect(body).toMatchObject({ valid: true });
  });
});
