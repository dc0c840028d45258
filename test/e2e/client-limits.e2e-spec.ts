import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { ApiClient, type ApiResponse } from '../support/api-client.js';
import { withGateway } from '../support/gateway.js';
import { changeLimits, limitedClient, retryAfterOf, statusesOf, usageOf } from '../support/limited-client.js';

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

describe('limits of a client', () => {
  const gateway = withGateway();
  let other: ApiClient;
  beforeAll(async () => {
    other = await gateway.join({ role: 'api' });
    // from now on the price is known: 210.00
    expect((await gateway.operator.order(anOrder(), { prefer: 'wait=30' })).status).toBe(201);
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'the test looks at open orders' });
  });

  /** At the same moment, half of them at each of the two gateways. */
  function placeTogether(client: ApiClient, orders: readonly object[]): Promise<ApiResponse[]> {
    const twin = new ApiClient(other.url, client.key);
    return Promise.all(orders.map((order, index) => (index % 2 === 0 ? client : twin).order(order)));
  }
  const orders = (count: number, changes = {}): object[] =>
    Array.from({ length: count }, () => anOrder(changes));

  it('let exactly ordersPerHour of 100 parallel orders in, over two gateways', async () => {
    const client = await limitedClient(gateway, { ordersPerHour: 37 });

    const answers = await placeTogether(client, orders(100));

    expect(statusesOf(answers)).toEqual({ 202: 37, 429: 63 });
    for (const answer of answers.filter(({ status }) => status === 429)) {
      problemOf(answer, 429, 'order-limit-reached');
      expect(retryAfterOf(answer)).toBeGreaterThan(HOUR_SECONDS - 60);
      expect(retryAfterOf(answer)).toBeLessThanOrEqual(HOUR_SECONDS);
    }
    expect(await usageOf(gateway, client.id)).toEqual({
      ordersLastHour: 37,
      spendToday: '7770.00',
      spendThisMonth: '7770.00',
    });
    const { body } = await client.get('/v1/orders?limit=200');
    expect((body as { data: unknown[] }).data).toHaveLength(37);
  });

  it.each([
    ['2730.00', 13],
    ['2729.99', 12],
  ])('let orders of 100 parallel ones in until their price would pass %s', async (spendPerDay, count) => {
    const client = await limitedClient(gateway, { spendPerDay });

    const answers = await placeTogether(client, orders(100));

    expect(statusesOf(answers)).toEqual({ 202: count, 429: 100 - count });
    for (const answer of answers.filter(({ status }) => status === 429)) {
      problemOf(answer, 429, 'spend-limit-reached');
      const leftOfTheDay = DAY_SECONDS - ((Date.now() / 1_000) % DAY_SECONDS);
      expect(Math.abs(retryAfterOf(answer) - leftOfTheDay)).toBeLessThan(60);
    }
    expect((await usageOf(gateway, client.id)).spendToday).toBe((count * 210).toFixed(2));
  });

  it('are those of one client alone', async () => {
    const [one, two] = [
      await limitedClient(gateway, { ordersPerHour: 2 }),
      await limitedClient(gateway, { ordersPerHour: 2 }),
    ];
    const free = await gateway.client();
    const answers = await Promise.all([one, two, free].map((client) => placeTogether(client, orders(5))));

    expect(answers.map(statusesOf)).toEqual([{ 202: 2, 429: 3 }, { 202: 2, 429: 3 }, { 202: 5 }]);
  });

  it('do not count what is no new order, and do not stop its answer', async () => {
    const client = await limitedClient(gateway, { ordersPerHour: 3 });
    const key = { 'idempotency-key': randomUUID() };
    const order = anOrder({ reference: 'PO-1' });
    const { id } = orderOf(await client.order(order, key));
    problemOf(await client.order({ ...order, reference: 'PO-2' }), 409, 'duplicate-order');
    problemOf(await client.order(anOrder({ reference: 'PO-1' })), 409, 'reference-conflict');
    problemOf(await client.order(anOrder(), key), 422, 'idempotency-key-reused');
    problemOf(await client.order({}), 422, 'validation-failed');
    await Promise.all(orders(10).map(() => client.order(order, key)));
    expect((await usageOf(gateway, client.id)).ordersLastHour).toBe(1);

    expect(statusesOf(await placeTogether(client, orders(4)))).toEqual({ 202: 2, 429: 2 });

    const replayed = await client.order(order, key);
    expect([orderOf(replayed).id, replayed.headers.get('idempotency-replayed')]).toEqual([id, 'true']);
    problemOf(await client.order(anOrder(), key), 422, 'idempotency-key-reused');
    problemOf(await client.order(anOrder({ reference: 'PO-1' })), 409, 'reference-conflict');
    const wanted = { ...order, reference: 'PO-3', allowDuplicate: true };
    problemOf(await client.order(wanted), 429, 'order-limit-reached');
  });

  it('leave a refused order unknown: its key, reference and certificate are free', async () => {
    const client = await limitedClient(gateway, { ordersPerHour: 0 });
    const key = { 'idempotency-key': randomUUID() };
    const order = anOrder({ reference: 'PO-1' });
    const refused = await client.order(order, key);
    expect(problemOf(refused, 429, 'order-limit-reached').detail).toMatch(/Waiting does not help/);

    await changeLimits(gateway, client.id, { ordersPerHour: 1 });

    const accepted = await new ApiClient(other.url, client.key).order(order, key);
    expect(accepted.status).toBe(202);
    expect(accepted.headers.get('idempotency-replayed')).toBeNull();
  });

  it('take each order of a batch by itself', async () => {
    const client = await limitedClient(gateway, { ordersPerHour: 3 });
    const items = orders(8).map((order) => ({ idempotencyKey: randomUUID(), order }));

    const { status, body } = await client.post('/v1/orders/batch', { orders: items });

    const { results } = body as { results: { status: number; problem?: { code: string; detail: string } }[] };
    expect(status).toBe(200);
    expect(results.map((result) => result.status).sort()).toEqual([202, 202, 202, 429, 429, 429, 429, 429]);
    for (const { problem } of results.filter((result) => result.status === 429)) {
      expect(problem).toMatchObject({
        code: 'order-limit-reached',
        detail: expect.stringMatching(/ at 2\S+Z/),
      });
    }
  });

  it('can be changed and taken away at any time', async () => {
    const client = await limitedClient(gateway, { ordersPerHour: 1, spendPerDay: '500.00' });
    expect(statusesOf(await placeTogether(client, orders(2)))).toEqual({ 202: 1, 429: 1 });

    await changeLimits(gateway, client.id, { ordersPerHour: null });
    expect(statusesOf(await placeTogether(client, orders(4)))).toEqual({ 202: 1, 429: 3 });
    await changeLimits(gateway, client.id, { spendPerDay: '630.00' });
    expect(statusesOf(await placeTogether(client, orders(4)))).toEqual({ 202: 1, 429: 3 });
    await changeLimits(gateway, client.id, null);

    expect(statusesOf(await placeTogether(client, orders(4)))).toEqual({ 202: 4 });
    const { body } = await gateway.operator.get(`/v1/clients/${client.id}`);
    expect(body).toMatchObject({ limits: { ordersPerHour: null, spendPerDay: null } });
  });

  it('count test orders, which cost nothing', async () => {
    const client = await limitedClient(gateway, { ordersPerHour: 3, spendPerDay: '0.00' });
    problemOf(await client.order(anOrder()), 429, 'spend-limit-reached');

    expect(statusesOf(await placeTogether(client, orders(5, { test: true })))).toEqual({ 202: 3, 429: 2 });
    expect(await usageOf(gateway, client.id)).toEqual({
      ordersLastHour: 3,
      spendToday: '0.00',
      spendThisMonth: '0.00',
    });
  });

  it('say that waiting does not help when an order costs more than the whole day', async () => {
    const client = await limitedClient(gateway, { spendPerDay: '209.99' });
    const problem = problemOf(await client.order(anOrder()), 429, 'spend-limit-reached');
    expect(problem.detail).toMatch(/Waiting does not help/);
  });
});
