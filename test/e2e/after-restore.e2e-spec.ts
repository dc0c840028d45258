import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';

const CLI = path.resolve(__dirname, '../../dist/cli.js');
const SUBMISSIONS = { reconcileIntervalMs: 100 };

/** What a backup of the moment after they were accepted would say of all orders. */
const AS_IN_THE_BACKUP = `
  DELETE FROM attempts;
  DELETE FROM events WHERE version > 1;
  UPDATE submission_slots SET order_id = NULL, fence = NULL, until = NULL;
  UPDATE orders SET status = 'queued', version = 1, fence = 0, attempts = 0, placed_at = NULL, cost = NULL,
    sectigo_order_number = NULL, certificate_id = NULL, certificate_state = NULL, payment_outstanding = NULL,
    updated_at = created_at, next_attempt_at = created_at`;

describe('a database restored from a backup', () => {
  const gateway = withGateway({ submissions: SUBMISSIONS });
  let client: ApiClient;
  beforeAll(async () => {
    client = await gateway.client();
  });

  it('whose orders were bought since buys none of them again, and finds them all', async () => {
    const ids = await Promise.all(
      [1, 2, 3].map(async () => orderOf(await client.order(anOrder(), { prefer: 'wait=20' })).id),
    );
    const bought = await gateway.simulator.ledger();
    expect(bought).toHaveLength(3);

    await gateway.restart({ role: 'api' });
    const database = new pg.Client({ connectionString: gateway.database.url });
    await database.connect();
    await database.query(AS_IN_THE_BACKUP);
    await database.end();
    const environment = { ...process.env, DATABASE_URL: gateway.database.url };
    const said = execFileSync(process.execPath, [CLI, 'after-restore'], {
      env: environment,
      encoding: 'utf8',
    });
    await gateway.restart({ submissions: { ...SUBMISSIONS } });

    expect(said).toBe('3 open orders will be looked for at Sectigo before anything is sent\n');
    const caller = Object.assign(client, { url: gateway.url });
    const numbers = await eventually(async () => {
      const orders = await Promise.all(ids.map(async (id) => orderOf(await caller.get(`/v1/orders/${id}`))));
      expect(orders.map(({ status }) => status)).toEqual(['placed', 'placed', 'placed']);
      return orders.map(({ sectigo }) => sectigo?.orderNumber);
    });
    const ledger = await gateway.simulator.ledger();
    expect(ledger).toEqual(bought);
    expect(numbers.sort()).toEqual(bought.map(({ orderNumber }) => String(orderNumber)).sort());
  });

  it('finds what was bought since of an order whose outcome was unknown already', async () => {
    const caller = Object.assign(client, { url: gateway.url });
    const { id } = orderOf(await caller.order(anOrder(), { prefer: 'wait=20' }));
    const bought = await gateway.simulator.ledger();
    await gateway.restart({ role: 'api' });
    const database = new pg.Client({ connectionString: gateway.database.url });
    await database.connect();
    // the attempt that the backup knows of is two days old, and the one that bought is not in it
    await database.query(
      `UPDATE attempts SET outcome = 'unknown', started_at = now() - interval '2 days',
              finished_at = now() - interval '2 days' WHERE order_id = $1`,
      [id],
    );
    await database.query(
      `UPDATE orders SET status = 'outcome-unknown', placed_at = NULL, cost = NULL, sectigo_order_number = NULL,
              certificate_id = NULL, certificate_state = NULL, payment_outstanding = NULL,
              problem = '{"code":"outcome-unknown"}', updated_at = now() - interval '2 days' WHERE id = $1`,
      [id],
    );
    await database.end();
    const environment = { ...process.env, DATABASE_URL: gateway.database.url };
    execFileSync(process.execPath, [CLI, 'after-restore'], { env: environment });
    await gateway.restart({ submissions: { ...SUBMISSIONS } });

    Object.assign(client, { url: gateway.url });
    await eventually(async () => expect(orderOf(await client.get(`/v1/orders/${id}`)).status).toBe('placed'));
    expect(await gateway.simulator.ledger()).toEqual(bought);
  });
});
