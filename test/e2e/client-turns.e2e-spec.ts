import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { anOrder } from '../factories/order.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { limitedClient, statusesOf } from '../support/limited-client.js';

const POOL = 10;

describe('a client whose orders have to wait', () => {
  let gateway: TestGateway;
  let locks: pg.Client;
  /** Whoever is in a transaction sees the others' activity as it was. */
  let looks: pg.Client;
  beforeAll(async () => {
    gateway = await startGateway({ role: 'api', databasePoolSize: POOL });
    [locks, looks] = [1, 2].map(() => new pg.Client({ connectionString: gateway.database.url })) as [
      pg.Client,
      pg.Client,
    ];
    await Promise.all([locks.connect(), looks.connect()]);
  });
  afterAll(async () => {
    await Promise.all([locks.end(), looks.end()]);
    await gateway.stop();
  });

  const waitingInDatabase = async (): Promise<number> => {
    const { rows } = await looks.query<{ count: number }>(
      `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows[0]?.count ?? 0;
  };

  it.each([
    ['for its limit', { ordersPerHour: 1_000 }, 1],
    ['for a guard of its own', {}, 2],
  ])('%s leaves connections to the others', async (_, limits, connections) => {
    const [waiting, other] = [await limitedClient(gateway, limits), await gateway.client()];
    const order = anOrder();
    expect((await waiting.order(order)).status).toBe(202);
    await locks.query('BEGIN');
    await locks.query('SELECT FROM clients WHERE id = $1 FOR UPDATE', [waiting.id]);
    await locks.query('SELECT FROM duplicate_guards WHERE client_id = $1 FOR UPDATE', [waiting.id]);

    const orders = Array.from({ length: 3 * POOL }, () => ({ ...order, allowDuplicate: true }));
    const answers = orders.map((one) => waiting.order(one));
    await eventually(async () => expect(await waitingInDatabase()).toBe(connections));
    const others = await Promise.all(Array.from({ length: POOL }, () => other.order(anOrder())));
    expect(await waitingInDatabase()).toBe(connections);
    await locks.query('COMMIT');

    expect(statusesOf(others)).toEqual({ 202: POOL });
    expect(statusesOf(await Promise.all(answers))).toEqual({ 202: orders.length });
  });
});
