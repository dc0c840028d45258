import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { aNewOrder } from '../factories/new-order.js';
import { ORDER_DETAILS } from '../factories/order-details.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { eventually } from '../support/eventually.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { type Acceptance, OrderRepository } from '../../src/orders/place/order.repository.js';

const CLIENT = 'cli_01JDB2XZ0V1N7P8Q2R3S4T5V6W';

describe('room for one more order', () => {
  let database: TestDatabase;
  let sql: pg.Client;
  let prisma: PrismaService;
  let orders: OrderRepository;
  beforeEach(async () => {
    database = await createDatabase();
    sql = new pg.Client({ connectionString: database.url });
    await sql.connect();
    prisma = new PrismaService(database.url, 5);
    orders = new OrderRepository(prisma);
  });
  afterEach(async () => {
    await sql.end();
    await prisma.onApplicationShutdown();
    await database.drop();
  });

  const limit = (ordersPerHour: number | null, spendPerDay: string | null = null): Promise<unknown> =>
    sql.query(`INSERT INTO clients (id, name, orders_per_hour, spend_per_day) VALUES ($1, 'x', $2, $3)`, [
      CLIENT,
      ordersPerHour,
      spendPerDay,
    ]);
  const accept = (changes: Partial<typeof ORDER_DETAILS> = {}): Promise<Acceptance> =>
    orders.accept(aNewOrder({ clientId: CLIENT, limited: true, details: { ...ORDER_DETAILS, ...changes } }));
  const kinds = async (count: number): Promise<string[]> => {
    const found: string[] = [];
    for (let at = 0; at < count; at += 1) found.push((await accept()).kind);
    return found;
  };
  const refusalOf = (acceptance: Acceptance): { reason: string; retryAfterMs: number } => {
    if (acceptance.kind !== 'limited') throw new Error(`not limited but ${acceptance.kind}`);
    return acceptance.refusal;
  };
  /** As if the client's orders had been accepted so much earlier. */
  const age = (interval: string): Promise<unknown> =>
    sql.query(`UPDATE orders SET created_at = created_at - $1::interval`, [interval]);
  const sell = (cost: string, certificateType = 'organization', method = 'deferred'): Promise<unknown> =>
    sql.query(
      `INSERT INTO orders (id, client_id, status, idempotency_key, request_digest, certificate_digest, test, certificate_type,
                           organization_name, details, sectigo_order_number, cost, placed_at)
       SELECT n, 'cli_00000000000000000000000000', 'placed', n, '', n, false, $2, 'Somebody',
              json_build_object('provisioning', json_build_object('method', $3::text)), n, $1::numeric, clock_timestamp()
       FROM (SELECT gen_random_uuid()::text AS n) AS made`,
      [cost, certificateType, method],
    );

  it('is there again 60 minutes after the oldest order that stands in the way', async () => {
    await limit(3);
    expect(await kinds(2)).toEqual(['accepted', 'accepted']);
    await age('30 minutes');
    await accept();

    const half = refusalOf(await accept());
    expect(half.reason).toBe('orders-of-the-hour');
    expect(half.retryAfterMs).toBeGreaterThan(29 * 60_000);
    expect(half.retryAfterMs).toBeLessThanOrEqual(30 * 60_000);

    await age('29 minutes 30 seconds');
    expect(refusalOf(await accept()).retryAfterMs).toBeLessThanOrEqual(30_000);
    await age('30 seconds');
    expect(await kinds(3)).toEqual(['accepted', 'accepted', 'limited']);
  });

  it('is nowhere within any hour, however the clock strikes', async () => {
    await limit(2);
    for (const gap of ['59 minutes', '40 minutes', '21 minutes', '59 minutes', '1 minute']) {
      await kinds(2);
      await age(gap);
    }
    const { rows } = await sql.query<{ most: number }>(
      `SELECT max(n)::int AS most FROM (
         SELECT count(*) OVER (ORDER BY created_at RANGE BETWEEN interval '59:59.9' PRECEDING AND CURRENT ROW) AS n
         FROM orders) AS hours`,
    );
    expect(rows).toEqual([{ most: 2 }]);
  });

  it('is counted by what others have committed while it was waited for', async () => {
    await limit(1);
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM clients WHERE id = $1 FOR NO KEY UPDATE', [CLIENT]);
    const waiting = accept();
    await eventually(async () => {
      const { rowCount } = await sql.query('SELECT FROM pg_locks WHERE NOT granted');
      expect(rowCount).toBeGreaterThan(0);
    });
    await holder.query(
      `INSERT INTO orders (id, client_id, status, idempotency_key, request_digest, certificate_digest, test, certificate_type,
                           organization_name, details, next_attempt_at)
       VALUES ('other', $1, 'queued', 'k', '', 'd', false, 'organization', 'Company', '{}', now())`,
      [CLIENT],
    );
    await holder.query('COMMIT');
    await holder.end();

    expect((await waiting).kind).toBe('limited');
  });

  it('is there, and waited for by nobody, once the limits were taken away', async () => {
    await limit(null);
    await sql.query('BEGIN');
    await sql.query('SELECT FROM clients WHERE id = $1 FOR NO KEY UPDATE', [CLIENT]);
    expect((await accept()).kind).toBe('accepted');
    await sql.query('ROLLBACK');
  });

  it('begins anew for money with the day (UTC)', async () => {
    await sell('210.00');
    await limit(null, '500.00');
    expect(await kinds(3)).toEqual(['accepted', 'accepted', 'limited']);
    const { rows } = await sql.query<{ ms: number }>(
      `SELECT extract(epoch FROM date_trunc('day', now(), 'UTC') + interval '1 day' - now())::float8 * 1000 AS ms`,
    );
    const refusal = refusalOf(await accept());
    expect(refusal.reason).toBe('spend-of-the-day');
    expect(Math.abs(refusal.retryAfterMs - (rows[0]?.ms ?? 0))).toBeLessThan(10_000);

    await sql.query(
      `UPDATE orders SET created_at = date_trunc('day', now(), 'UTC') - interval '1 millisecond' WHERE client_id = $1`,
      [CLIENT],
    );
    expect(await kinds(3)).toEqual(['accepted', 'accepted', 'limited']);
  });

  it('is by the newest price of the product, and a token makes another product', async () => {
    await sell('300.00');
    await sell('100.00');
    await sell('250.00', 'organization', 'token');
    await limit(null, '460.00');

    expect(await kinds(2)).toEqual(['accepted', 'accepted']);
    expect((await accept({ provisioning: { method: 'token' } })).kind).toBe('accepted');

    expect((await accept()).kind).toBe('limited');
    const { rows } = await sql.query(
      'SELECT reserved_cost::text AS cost FROM orders WHERE client_id = $1 ORDER BY id',
      [CLIENT],
    );
    expect(rows).toEqual([{ cost: '100.00' }, { cost: '100.00' }, { cost: '250.00' }]);
  });

  it('does not grow when a price falls: what is open keeps what was reserved', async () => {
    await sell('200.00');
    await limit(null, '400.00');
    expect(await kinds(2)).toEqual(['accepted', 'accepted']);
    await sell('50.00');
    expect((await accept()).kind).toBe('limited');
  });

  it('is there for one order of an unknown price, and again for all once the price is known', async () => {
    await limit(null, '400.00');
    expect(await kinds(2)).toEqual(['accepted', 'limited']);
    expect(refusalOf(await accept()).reason).toBe('open-price');

    await sell('100.00');

    expect(await kinds(4)).toEqual(['accepted', 'accepted', 'accepted', 'limited']);
  });

  it('reserves nothing for a client that has no spend limit', async () => {
    await sell('210.00');
    await limit(5);
    await accept();
    const { rows } = await sql.query('SELECT reserved_cost FROM orders WHERE client_id = $1', [CLIENT]);
    expect(rows).toEqual([{ reserved_cost: null }]);
  });
});
