import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type NewOrder } from '../../src/orders/place/new-order.js';
import { OrderRepository } from '../../src/orders/place/order.repository.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { aNewOrder, CLIENT_ID } from '../factories/new-order.js';
import { ORDER_DETAILS } from '../factories/order-details.js';
import { newId } from '../../src/shared/ids.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';

/** Orders one by one before the others: plans depend on what is there when they are made. */
const PLANNED_AFTER = [0, 10, 400];
const MANY = 400;
const FEW = 20;

/** Half of them have a reference. */
const anOrder = (_: unknown, at: number): NewOrder =>
  at % 2 === 0 ? aNewOrder() : aNewOrder({ details: { ...ORDER_DETAILS, reference: newId('ord') } });

/** As on the first day, when plans are made before there is anything to plan for. */
describe('a database that was never analysed', () => {
  let database: TestDatabase;
  let prisma: PrismaService;
  let orders: OrderRepository;
  beforeEach(async () => {
    database = await createDatabase();
    const sql = new pg.Client({ connectionString: database.url });
    await sql.connect();
    const { rows } = await sql.query<{ name: string }>('SELECT relname AS name FROM pg_stat_user_tables');
    for (const { name } of rows) await sql.query(`ALTER TABLE "${name}" SET (autovacuum_enabled = false)`);
    await sql.query(`INSERT INTO clients (id, name) VALUES ('${CLIENT_ID}', 'a service')`);
    await sql.end();
    // one connection: what it has read it tells when it is asked
    prisma = new PrismaService(database.url, 1);
    orders = new OrderRepository(prisma);
  });
  afterEach(async () => {
    await prisma.onApplicationShutdown();
    await database.drop();
  });

  async function rowsRead(): Promise<number> {
    await prisma.pool.query('SELECT pg_stat_force_next_flush()');
    const { rows } = await prisma.pool.query<{ n: number }>(`
      SELECT ((SELECT sum(seq_tup_read) FROM pg_stat_user_tables)
            + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes))::int AS n`);
    return rows[0]!.n;
  }
  async function rowsReadFor(count: number): Promise<number> {
    const before = await rowsRead();
    const kinds = await Promise.all(
      Array.from({ length: count }, anOrder).map((order) => orders.accept(order)),
    );
    expect(kinds.filter(({ kind }) => kind !== 'accepted')).toEqual([]);
    return (await rowsRead()) - before;
  }

  it.each(PLANNED_AFTER)(
    'reads a few rows for each new order, however many the client has; planned after %i orders',
    async (planned) => {
      for (let at = 0; at < planned; at += 1) await orders.accept(anOrder(null, at));
      const first = (await rowsReadFor(MANY)) / MANY;
      const second = (await rowsReadFor(MANY)) / MANY;
      expect(first).toBeLessThan(FEW);
      expect(second).toBeLessThan(FEW);
    },
  );
});
