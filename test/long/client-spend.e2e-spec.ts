import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type OrderAnswer, orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { limitedClient, retryAfterOf, statusesOf, usageOf } from '../support/limited-client.js';

const WAIT = { prefer: 'wait=30' };

describe('what a client spends', () => {
  let gateway: TestGateway;
  beforeEach(async () => {
    gateway = await startGateway({ submissions: { holdProbeMs: 0 } });
  });
  afterEach(() => gateway.stop());

  const learnPrice = async (): Promise<void> => {
    expect((await gateway.operator.order(anOrder(), WAIT)).status).toBe(201);
  };
  const pause = async (): Promise<void> => {
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'the test looks at open orders' });
  };
  const resume = async (): Promise<void> => {
    await gateway.operator.post('/v1/ops/submissions/resume');
  };
  const spendOf = async (client: { id: string }): Promise<string> =>
    (await usageOf(gateway, client.id)).spendToday;
  const untilStatus = (client: ApiClient, { id }: OrderAnswer, status: string): Promise<void> =>
    eventually(async () => expect(orderOf(await client.get(`/v1/orders/${id}`)).status).toBe(status));

  it('is never more than the limit, to the cent, and is what Sectigo sold', async () => {
    await learnPrice();
    const before = (await gateway.simulator.ledger()).length;
    const client = await limitedClient(gateway, { spendPerDay: '1050.00' });

    const answers = await Promise.all(Array.from({ length: 30 }, () => client.order(anOrder(), WAIT)));

    expect(statusesOf(answers)).toEqual({ 201: 5, 429: 25 });
    const sold = (await gateway.simulator.ledger()).slice(before).map(({ cost }) => cost);
    expect(sold).toEqual(Array.from({ length: 5 }, () => '210.00'));
    expect(await spendOf(client)).toBe('1050.00');
    problemOf(await client.order(anOrder()), 429, 'spend-limit-reached');
  });

  it('becomes the real cost when the order is placed', async () => {
    await learnPrice();
    await pause();
    const client = await limitedClient(gateway, { spendPerDay: '300.00' });
    const order = orderOf(await client.order(anOrder()));
    expect(await spendOf(client)).toBe('210.00');
    await gateway.simulator.changeAccount({ prices: { '706': '99.99' } });

    await resume();
    await untilStatus(client, order, 'placed');

    expect(await spendOf(client)).toBe('99.99');
    const answers = [await client.order(anOrder(), WAIT), await client.order(anOrder(), WAIT)];
    expect(statusesOf(answers)).toEqual({ 201: 2 });
    expect(await spendOf(client)).toBe('299.97');
    problemOf(await client.order(anOrder()), 429, 'spend-limit-reached');
  });

  it('is given back for an order that is rejected, or cancelled', async () => {
    await learnPrice();
    const client = await limitedClient(gateway, { spendPerDay: '210.00' });
    await gateway.simulator.script({ kind: 'error', row: 7 });
    problemOf(await client.order(anOrder(), WAIT), 422, 'country-invalid');
    expect(await spendOf(client)).toBe('0.00');
    await pause();
    const order = orderOf(await client.order(anOrder()));
    problemOf(await client.order(anOrder()), 429, 'spend-limit-reached');

    await client.post(`/v1/orders/${order.id}/cancel`);

    expect(await spendOf(client)).toBe('0.00');
    expect((await client.order(anOrder())).status).toBe(202);
  });

  it('stays reserved for an order that is held, whose outcome is unknown, or that is retried', async () => {
    await learnPrice();
    const client = await limitedClient(gateway, { spendPerDay: '630.00' });
    await gateway.simulator.script({ kind: 'reset', when: 'after-read', buy: true });
    problemOf(await client.order(anOrder(), WAIT), 502, 'outcome-unknown');
    expect(await spendOf(client)).toBe('210.00');
    await gateway.simulator.script({ kind: 'error', row: 7 });
    const rejected = problemOf(await client.order(anOrder(), WAIT), 422, 'country-invalid');
    expect(await spendOf(client)).toBe('210.00');
    await gateway.simulator.script({ kind: 'error', code: -15 });
    problemOf(await client.order(anOrder(), WAIT), 503, 'insufficient-credit');
    expect(await spendOf(client)).toBe('420.00');

    await gateway.operator.post(`/v1/orders/${rejected.orderId}/retry`);

    expect(await spendOf(client)).toBe('630.00');
    problemOf(await client.order(anOrder()), 429, 'spend-limit-reached');
  });

  it('is risked on one order at a time until the price of its product is known', async () => {
    await learnPrice();
    await pause();
    const client = await limitedClient(gateway, { spendPerDay: '400.00' });
    const individual = (): object => anOrder({ certificateType: 'individual' });
    const answers = await Promise.all(Array.from({ length: 10 }, () => client.order(individual())));
    expect(statusesOf(answers)).toEqual({ 202: 1, 429: 9 });
    const [refused] = answers.filter(({ status }) => status === 429);
    expect(refused && retryAfterOf(refused)).toBe(5);
    problemOf(await client.order(anOrder()), 429, 'spend-limit-reached');
    const [first] = answers.filter(({ status }) => status === 202);

    await resume();
    await untilStatus(client, orderOf(first!), 'placed');

    expect(await spendOf(client)).toBe('180.00');
    expect(statusesOf([await client.order(individual()), await client.order(individual())])).toEqual({
      202: 1,
      429: 1,
    });
    expect(await spendOf(client)).toBe('360.00');
  });
});
