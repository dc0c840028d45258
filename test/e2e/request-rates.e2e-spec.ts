import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { ApiClient, type ApiResponse } from '../support/api-client.js';
import { type BrokenLine, lineTo } from '../support/broken-line.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { retryAfterOf } from '../support/limited-client.js';
import { redisUrl } from '../support/servers.js';

/** Of a client: ten orders and ten changes at once. */
const CALLS_PER_MINUTE = { reads: 100, orders: 1, changes: 1 };
/** Redis may be slow for a moment, and then a process lets as many through again. */
const AT_MOST = 25;

describe('whoever calls', () => {
  let gateway: TestGateway;
  let redis: BrokenLine;
  beforeAll(async () => {
    redis = await lineTo(redisUrl());
    gateway = await startGateway({ callsPerMinute: CALLS_PER_MINUTE, redisUrl: redis.url });
  });
  afterAll(async () => {
    await gateway.stop();
    await redis.close();
  });

  const rateOf = ({ headers }: ApiResponse): (string | null)[] => [
    headers.get('ratelimit-policy'),
    headers.get('ratelimit'),
  ];
  /** Calls until it is told to wait. */
  const exhaust = async (call: () => Promise<ApiResponse>): Promise<ApiResponse> => {
    for (let calls = 0; calls < AT_MOST; calls += 1) {
      const answer = await call();
      if (answer.status === 429) return answer;
    }
    throw new Error('was never told to wait');
  };
  const newWebhook = async (caller: ApiClient): Promise<string> => {
    const made = await caller.post('/v1/webhooks', { url: 'https://203.0.114.7/hook' });
    expect(made.status).toBe(201);
    return (made.body as { id: string }).id;
  };

  it('is told in every answer what is left, by kind of call', async () => {
    const client = await gateway.client();
    expect(rateOf(await client.get('/v1/orders'))).toEqual([
      '"reads";q=1000;w=600',
      expect.stringMatching(/^"reads";r=\d{3};t=\d+$/),
    ]);
    expect(rateOf(await client.get('/v1/orders/ord_none'))[0]).toBe('"reads";q=1000;w=600');
    expect(rateOf(await client.post('/v1/orders/preview', anOrder()))[0]).toBe('"reads";q=1000;w=600');
    expect(rateOf(await client.order(anOrder()))).toEqual([
      '"orders";q=10;w=600',
      expect.stringMatching(/^"orders";r=9;t=\d+$/),
    ]);
    expect(rateOf(await client.order({}))[1]).toMatch(/^"orders";r=[89];/);
    expect(rateOf(await client.post('/v1/webhooks', {}))[0]).toBe('"changes";q=10;w=600');
    expect(rateOf(await gateway.operator.get('/v1/clients'))[0]).toBe('"reads";q=3000;w=600');
  });

  it('without a key is told nothing of it', async () => {
    const answers = await Promise.all(
      ['/v1/orders', '/health/live', '/v1/problems'].map((path) =>
        new ApiClient(gateway.url, null).get(path),
      ),
    );
    expect(answers.map(rateOf)).toEqual(answers.map(() => [null, null]));
  });

  it('too often is told to wait, with what counts as that kind, and nobody else is', async () => {
    const client = await gateway.client();
    const id = await newWebhook(client);

    const refused = await exhaust(() => client.post(`/v1/webhooks/${id}/rotate-secret`));

    problemOf(refused, 429, 'rate-limit-reached');
    expect(retryAfterOf(refused)).toBeGreaterThan(0);
    expect(retryAfterOf(refused)).toBeLessThanOrEqual(60);
    expect(rateOf(refused)[1]).toBe(`"changes";r=0;t=${retryAfterOf(refused)}`);
    const entries = (await gateway.operator.get(`/v1/ops/audit?actor=${client.id}`)).text;
    problemOf(await client.post(`/v1/webhooks/${id}/test`), 429, 'rate-limit-reached');
    problemOf(await client.send('DELETE', `/v1/webhooks/${id}`), 429, 'rate-limit-reached');
    expect((await gateway.operator.get(`/v1/ops/audit?actor=${client.id}`)).text).toBe(entries);

    expect((await client.get(`/v1/webhooks/${id}`)).status).toBe(200);
    orderOf(await client.order(anOrder()));
    await newWebhook(await gateway.client());
  });

  it('with a batch calls as often as it has orders', async () => {
    const client = await gateway.client();
    const batch = (count: number): Promise<ApiResponse> => {
      const orders = Array.from({ length: count }, () => ({
        idempotencyKey: randomUUID(),
        order: anOrder(),
      }));
      return client.post('/v1/orders/batch', { orders });
    };
    expect(rateOf(await batch(7))[1]).toMatch(/^"orders";r=3;/);
    expect((await batch(9)).status).toBe(200);
    problemOf(await exhaust(() => batch(9)), 429, 'rate-limit-reached');
    problemOf(await client.order(anOrder()), 429, 'rate-limit-reached');
  });

  it('is served, and limited, while Redis is away', async () => {
    const client = await gateway.client();
    redis.cut();
    orderOf(await client.order(anOrder()));
    problemOf(await exhaust(() => client.order(anOrder())), 429, 'rate-limit-reached');
    redis.mend();
  });

  it('is not limited where no limit is set', async () => {
    const other = await gateway.join({ callsPerMinute: { reads: 0, orders: 0, changes: 0 } });
    const { key } = await gateway.client();
    const client = new ApiClient(other.url, key);
    const answers = await Promise.all(Array.from({ length: 2 * AT_MOST }, () => client.order(anOrder())));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(answers.map(rateOf)).toEqual(answers.map(() => [null, null]));
  });
});
