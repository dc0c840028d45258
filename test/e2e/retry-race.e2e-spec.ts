import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient, type ApiResponse } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

describe('a retry and a new order for the same certificate at the same moment', () => {
  let gateway: TestGateway;
  let client: ApiClient;
  let database: pg.Client;
  beforeAll(async () => {
    gateway = await startGateway();
    client = await gateway.client();
    database = new pg.Client({ connectionString: gateway.database.url });
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await gateway.stop();
  });

  async function waiting(count: number): Promise<void> {
    await eventually(async () => {
      const { rowCount } = await database.query(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      expect(rowCount).toBe(count);
    });
  }

  /** Both wait for the guard's row in the given order, so that the second decides on what it saw before the first. */
  async function atOnce(
    first: () => Promise<ApiResponse>,
    second: () => Promise<ApiResponse>,
  ): Promise<ApiResponse[]> {
    await database.query('BEGIN');
    await database.query('SELECT FROM duplicate_guards FOR UPDATE');
    const answers = [first()];
    await waiting(1);
    answers.push(second());
    await waiting(2);
    await database.query('COMMIT');
    return Promise.all(answers);
  }

  async function rejected(): Promise<{ id: string; order: Record<string, unknown> }> {
    const order = anOrder();
    const organizationName = (order['organization'] as { name: string }).name;
    await gateway.simulator.script({ kind: 'error', code: -4, match: { organizationName } });
    const { orderId: id } = (await client.order(order, { prefer: 'wait=10' })).body as { orderId: string };
    return { id, order };
  }

  it('are one order when the retry comes first', async () => {
    const { id, order } = await rejected();

    const [retry, anew] = await atOnce(
      () => gateway.operator.post(`/v1/orders/${id}/retry`),
      () => client.order(order),
    );

    expect(retry?.status).toBe(200);
    problemOf(anew as ApiResponse, 409, 'duplicate-order');
  });

  it('are one order when the new one comes first', async () => {
    const { id, order } = await rejected();

    const [anew, retry] = await atOnce(
      () => client.order(order),
      () => gateway.operator.post(`/v1/orders/${id}/retry`),
    );

    expect(anew?.status).toBe(202);
    problemOf(retry as ApiResponse, 409, 'order-not-retryable');
  });
});
