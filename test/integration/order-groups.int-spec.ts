import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type NewOrder } from '../../src/orders/place/new-order.js';
import { OrderRepository } from '../../src/orders/place/order.repository.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { newId } from '../../src/shared/ids.js';
import { aNewOrder } from '../factories/new-order.js';
import { ORDER_DETAILS } from '../factories/order-details.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { RESET } from './model/sql.js';

const MANY = 150;

describe('orders that come together', () => {
  let database: TestDatabase;
  let sql: pg.Client;
  let prisma: PrismaService;
  let orders: OrderRepository;
  beforeAll(async () => {
    database = await createDatabase();
    sql = new pg.Client({ connectionString: database.url });
    await sql.connect();
    prisma = new PrismaService(database.url, 5);
    orders = new OrderRepository(prisma);
  });
  beforeEach(() => sql.query(RESET));
  afterAll(async () => {
    await sql.end();
    await prisma.onApplicationShutdown();
    await database.drop();
  });

  const withReference = (reference: string): NewOrder =>
    aNewOrder({ details: { ...ORDER_DETAILS, reference } });
  const acceptAll = async (wanted: readonly NewOrder[]): Promise<string[]> =>
    (await Promise.all(wanted.map((order) => orders.accept(order)))).map(({ kind }) => kind);
  /** Many others, with these in their midst: what happened to these, once all others were seen to be accepted. */
  async function acceptAmongMany(...special: readonly NewOrder[]): Promise<string[]> {
    const others = Array.from({ length: MANY }, () => aNewOrder());
    const at = MANY / 2;
    const kinds = await acceptAll([...others.slice(0, at), ...special, ...others.slice(at)]);
    const found = kinds.splice(at, special.length);
    expect(kinds.filter((kind) => kind !== 'accepted')).toEqual([]);
    return found;
  }
  const count = async (what: string): Promise<number> =>
    (await sql.query<{ n: number }>(`SELECT count(${what})::int AS n FROM orders`)).rows[0]!.n;

  it('are committed by a few transactions, each with its event and both guards', async () => {
    await acceptAmongMany();
    expect(await count('*')).toBe(MANY);
    expect(await count('DISTINCT xmin::text')).toBeLessThan(MANY / 10);
    const { rows } = await sql.query<{ events: number; guards: number }>(`
      SELECT (SELECT count(*)::int FROM events WHERE order_id = orders.id AND type = 'order.accepted') AS events,
             (SELECT count(*)::int FROM duplicate_guards WHERE order_id = orders.id) AS guards FROM orders`);
    expect(rows.filter(({ events, guards }) => events !== 1 || guards !== 2)).toEqual([]);
  });

  it('are stored as each one alone would be', async () => {
    const details = {
      ...ORDER_DETAILS,
      organization: { ...ORDER_DETAILS.organization, name: 'Zürich "AG" \\ 株式会社 😀' },
      metadata: { control: 'a\u0000b', half: '\ud83d', 'a key': '  ' },
    };
    const csrSummary = {
      subject: 'CN=x',
      keyAlgorithm: 'RSA',
      keySize: 2048,
    } as unknown as NewOrder['csrSummary'];
    const wanted = aNewOrder({
      details,
      csrSummary,
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      requestDigest: 'abc',
    });
    expect(await acceptAmongMany(wanted)).toEqual(['accepted']);
    const { rows } = await sql.query(
      `SELECT details::text, csr_summary::text, traceparent, request_digest, organization_name, reserved_cost
       FROM orders WHERE id = $1`,
      [wanted.id],
    );
    expect(rows).toEqual([
      {
        details: JSON.stringify(details),
        csr_summary: JSON.stringify(csrSummary),
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        request_digest: 'abc',
        organization_name: details.organization.name,
        reserved_cost: null,
      },
    ]);
  });

  it.each([
    ['has the key of another', (one: NewOrder) => aNewOrder({ idempotencyKey: one.idempotencyKey })],
    ['has the reference of another', ({ details }: NewOrder) => aNewOrder({ details })],
    ['is for the certificate of another', (one: NewOrder) => aNewOrder({ ...guardsOf(one) })],
    ['is for it, written in another way', ({ meaningDigest }: NewOrder) => aNewOrder({ meaningDigest })],
  ])('do not suffer from one that %s, before or among them', async (_what, like) => {
    const [before, among] = [withReference('PO-1'), withReference('PO-2')];
    expect(await acceptAll([before])).toEqual(['accepted']);
    const [first, ...oneOfThese] = await acceptAmongMany(like(before), among, like(among));
    expect(first).toBe('guarded');
    expect(oneOfThese.sort()).toEqual(['accepted', 'guarded']);
    expect(await count('*')).toBe(MANY + 2);
  });

  it('may be for one certificate when that is wanted, and renew an order once', async () => {
    const first = aNewOrder();
    await acceptAll([first]);
    const again = { ...guardsOf(first), allowDuplicate: true };
    expect(await acceptAmongMany(aNewOrder(again), aNewOrder(again))).toEqual(['accepted', 'accepted']);
    const renewals = [aNewOrder({ renewalOf: first.id }), aNewOrder({ renewalOf: first.id })];
    const kinds = await acceptAmongMany(...renewals);
    expect(kinds.toSorted()).toEqual(['accepted', 'guarded']);
    const { rows } = await sql.query(`SELECT id, renewed_by FROM orders WHERE renewed_by IS NOT NULL`);
    expect(rows).toEqual([{ id: first.id, renewed_by: renewals[kinds.indexOf('accepted')]!.id }]);
  });

  it('are taken once each when two processes get all of them', async () => {
    const wanted = Array.from({ length: MANY }, () => aNewOrder());
    const twin = wanted.map((order) => ({ ...order, id: newId('ord') }));
    const other = new PrismaService(database.url, 5);
    const there = new OrderRepository(other);
    const kinds = await Promise.all([
      acceptAll(wanted),
      Promise.all(twin.map(async (order) => (await there.accept(order)).kind)),
    ]);
    await other.onApplicationShutdown();
    for (const [at] of wanted.entries()) {
      expect([kinds[0][at], kinds[1][at]].sort()).toEqual(['accepted', 'guarded']);
    }
    expect(await count('*')).toBe(MANY);
  });
});

const guardsOf = ({ certificateDigest, meaningDigest }: NewOrder): Partial<NewOrder> => ({
  certificateDigest,
  meaningDigest,
});
