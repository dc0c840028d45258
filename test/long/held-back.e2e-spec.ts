import { afterEach, describe, expect, it } from '@jest/globals';
import { type OrderAnswer, orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { SIMULATOR_LOGIN, startGateway, type TestGateway } from '../support/gateway.js';

const SUBMISSIONS = { concurrency: 4, perMinute: 0, maxAttempts: 3, backoffMs: 20, holdProbeMs: 0 };
/** Nobody listens there. */
const NOWHERE = { url: 'http://127.0.0.1:9/products/', ...SIMULATOR_LOGIN };
const RECOVERY_MS = 60_000;

describe('orders that cannot be sent or sold just now', () => {
  let gateway: TestGateway;
  afterEach(() => gateway.stop());

  const nameIn = (order: Record<string, unknown>): string => (order.organization as { name: string }).name;
  const orderAt = async (client: ApiClient, id: string): Promise<OrderAnswer> =>
    orderOf(await client.get(`/v1/orders/${id}`));
  /** Every order placed, each of them bought once. */
  async function expectAllBoughtOnce(client: ApiClient, count: number): Promise<void> {
    await eventually(async () => {
      const { body } = await client.get('/v1/orders?status=placed&limit=200');
      expect((body as { data: unknown[] }).data).toHaveLength(count);
    }, RECOVERY_MS);
    const names = (await gateway.simulator.ledger()).map(({ form }) => form.organizationName);
    expect(names).toHaveLength(count);
    expect(new Set(names).size).toBe(count);
  }

  it.each([
    ['whose port is closed', NOWHERE],
    ['whose name is not known', { ...NOWHERE, url: 'https://no-such-host.invalid/products/' }],
    ['that speaks no TLS', { ...NOWHERE, url: 'https://127.0.0.1:9/products/' }],
  ])(
    'fail as unreachable after the last attempt at a Sectigo %s',
    async (_, sectigo) => {
      gateway = await startGateway({ submissions: SUBMISSIONS, sectigo });
      const client = await gateway.client();
      const { id } = orderOf(await client.order(anOrder()));

      await eventually(async () => expect((await orderAt(client, id)).status).toBe('failed'), RECOVERY_MS);

      const order = await orderAt(client, id);
      expect(order).toMatchObject({ attempts: 3, sectigo: null, nextAttemptAt: null });
      const problem = problemOf(await client.get(`/v1/orders/${id}/result`), 503, 'sectigo-unreachable');
      expect(problem).toMatchObject({ orderId: id, actor: 'sectigo' });
    },
    RECOVERY_MS,
  );

  it(
    'wait for a Sectigo that cannot be reached, and are bought once when it is there again',
    async () => {
      const submissions = { ...SUBMISSIONS, maxAttempts: 1000 };
      gateway = await startGateway({ submissions });
      const { sectigo } = gateway.config;
      await gateway.restart({ sectigo: NOWHERE });
      const client = await gateway.client();
      for (let count = 0; count < 5; count++) orderOf(await client.order(anOrder()));
      await eventually(async () => {
        const { body } = await client.get('/v1/orders');
        for (const order of (body as { data: OrderAnswer[] }).data) {
          expect(order).toMatchObject({ status: 'queued', problem: null, sectigo: null });
          expect(order.nextAttemptAt).not.toBeNull();
        }
      });
      const open = (await client.get('/v1/orders')).body as { data: OrderAnswer[] };
      const result = await client.get(`/v1/orders/${open.data[0]!.id}/result`);
      expect(result.status).toBe(202);
      expect(Number(result.headers.get('retry-after'))).toBeGreaterThan(0);

      await gateway.restart({ sectigo });

      await expectAllBoughtOnce(Object.assign(client, { url: gateway.url }), 5);
    },
    RECOVERY_MS,
  );

  describe.each([
    ['-15', { code: -15 }, 'insufficient-credit'],
    ['-16', { code: -16 }, 'sectigo-access-denied'],
    ['-91', { code: -91 }, 'sectigo-permission-denied'],
    ['row 46', { row: 46 }, 'sectigo-permission-denied'],
    ['-115', { code: -115 }, 'sectigo-price-missing'],
  ])('after %s', (_, error, code) => {
    const errorCodes = [{ code: -155, row: 46 }];

    it('are held, and the whole queue with them', async () => {
      gateway = await startGateway({ submissions: SUBMISSIONS, errorCodes });
      const client = await gateway.client();
      await gateway.simulator.script({ kind: 'error', ...error, times: 1000 });

      const held = problemOf(await client.order(anOrder(), { prefer: 'wait=10' }), 503, code);
      const next = await client.order(anOrder(), { prefer: 'wait=1' });

      expect(await orderAt(client, held.orderId ?? '')).toMatchObject({ status: 'held', problem: { code } });
      expect(problemOf(await client.get(`/v1/orders/${held.orderId}/result`), 503, code)).toMatchObject({
        actor: 'operator',
        sectigo: expect.anything(),
      });
      expect(next.status).toBeLessThan(600);
      expect(await gateway.simulator.requests()).toHaveLength(1);
      await gateway.restart();
      const after = Object.assign(client, { url: gateway.url });
      await after.order(anOrder(), { prefer: 'wait=1' });
      expect(await gateway.simulator.requests()).toHaveLength(1);
    });
  });

  it('held for our account are released by one probe at a time, and bought once each', async () => {
    gateway = await startGateway({ submissions: { ...SUBMISSIONS, holdProbeMs: 100 } });
    const client = await gateway.client();
    await gateway.simulator.script({ kind: 'error', code: -15, times: 2 });
    const first = anOrder();
    problemOf(await client.order(first, { prefer: 'wait=10' }), 503, 'insufficient-credit');
    await Promise.all(Array.from({ length: 6 }, () => client.order(anOrder())));

    await expectAllBoughtOnce(client, 7);

    const requests = await gateway.simulator.requests();
    expect(requests.filter(({ outcome }) => outcome.kind === 'sold')).toHaveLength(7);
    expect(requests).toHaveLength(9);
    const sold = await gateway.simulator.ledger();
    expect(sold[0]?.form.organizationName).toBe(nameIn(first));
  });

  it('are probed by a queued order when the held one was cancelled', async () => {
    gateway = await startGateway({ submissions: { ...SUBMISSIONS, holdProbeMs: 2_000 } });
    const client = await gateway.client();
    await gateway.simulator.script({ kind: 'error', code: -15 });
    const held = problemOf(await client.order(anOrder(), { prefer: 'wait=10' }), 503, 'insufficient-credit');
    await client.order(anOrder());
    expect((await client.post(`/v1/orders/${held.orderId}/cancel`)).status).toBe(200);

    await expectAllBoughtOnce(client, 1);
    expect((await gateway.operator.order(anOrder(), { prefer: 'wait=10' })).status).toBe(201);
  });

  it.each([
    ['HTTP 429', { kind: 'throttle', retryAfterSeconds: 1 }],
    ['HTTP 429 three times', { kind: 'throttle', retryAfterSeconds: 1, times: 3 }],
  ])(
    'wait as long as Sectigo asks after %s, spend no attempt and are not lost',
    async (_, fault) => {
      gateway = await startGateway({ submissions: { ...SUBMISSIONS, maxAttempts: 1 } });
      const client = await gateway.client();
      await gateway.simulator.script(fault);

      const { id } = orderOf(await client.order(anOrder()));
      await expectAllBoughtOnce(client, 1);

      expect(await orderAt(client, id)).toMatchObject({ status: 'placed', attempts: 1, problem: null });
      const times = (await gateway.simulator.requests()).map(({ at }) => Date.parse(at));
      for (const [index, time] of times.slice(1).entries()) {
        expect(time - times[index]!).toBeGreaterThanOrEqual(990);
      }
    },
    RECOVERY_MS,
  );

  it('slow the queue down after -42 and stay queued without a spent attempt', async () => {
    gateway = await startGateway({ submissions: SUBMISSIONS });
    const client = await gateway.client();
    await gateway.simulator.script({ kind: 'error', code: -42, times: 1000 });
    const { id } = orderOf(await client.order(anOrder()));

    const waiting = await eventually(async () => {
      const order = await orderAt(client, id);
      expect(order).toMatchObject({ status: 'queued', attempts: 0, problem: null });
      expect(Date.parse(order.nextAttemptAt ?? '')).toBeGreaterThan(Date.now());
      return order;
    });
    const other = orderOf(await client.order(anOrder(), { prefer: 'wait=1' }));

    expect(waiting.sectigo).toBeNull();
    expect(other.status).toBe('queued');
    const result = await client.get(`/v1/orders/${id}/result`);
    expect(result.status).toBe(202);
    expect(Number(result.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await gateway.simulator.requests()).length).toBeLessThanOrEqual(2);
  });

  it('answer 202 when the wait is over before Sectigo has answered', async () => {
    gateway = await startGateway({ submissions: SUBMISSIONS, sectigoTimeoutMs: 3000 });
    const client = await gateway.client();
    await gateway.simulator.script({ kind: 'delay', ms: 1500 });

    const answer = await client.order(anOrder(), { prefer: 'wait=1' });

    expect(answer.status).toBe(202);
    expect(orderOf(answer).status).toMatch(/^(queued|submitting)$/);
    await expectAllBoughtOnce(client, 1);
  });
});
