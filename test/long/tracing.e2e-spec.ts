import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { aWebhook } from '../factories/webhooks.js';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { type CollectedSpan, pathOf, TraceCollector } from '../support/trace-collector.js';
import { WebhookReceivers } from '../support/webhook-receiver.js';

/** Before it is given up. */
const A_COLLECTOR_MAY_TAKE_MS = 2_500;
const ACCEPTED = 'POST /v1/orders > accept order';
const CALLERS_TRACE = '0af7651916cd43dd8448eb211c80319c';

describe('an order in a trace', () => {
  let collector: TraceCollector;
  let gateway: TestGateway;
  let client: ApiClient;
  const receivers = new WebhookReceivers();
  beforeEach(async () => {
    collector = await TraceCollector.start();
    gateway = await startGateway({
      tracesEndpoint: collector.url,
      webhookAllowPrivate: true,
      sectigoTimeoutMs: 1_000,
      submissions: { reconcileIntervalMs: 100 },
    });
    client = await gateway.client();
  });
  afterEach(async () => {
    await gateway.stop();
    await receivers.close();
    await collector.close();
  });

  const becomes = (id: string, status: string): Promise<void> =>
    eventually(async () => {
      expect((await gateway.operator.get(`/v1/orders/${id}`)).body).toMatchObject({ status });
    });
  /** The order's one trace, once these spans are in it, each as often. */
  const traceWith = (id: string, ...paths: readonly string[]): Promise<CollectedSpan[]> =>
    eventually(() => {
      const trace = collector.traceOf(id);
      expect(trace.map((span) => pathOf(span, trace)).sort()).toEqual([...paths].sort());
      return trace;
    });

  it('is followed from the request to the call of Sectigo and to the receivers of its webhooks', async () => {
    await aWebhook(client, (await receivers.start()).url, { eventTypes: ['order.placed'] });
    const { id } = orderOf(await client.order(anOrder()));

    const trace = await traceWith(
      id,
      'POST /v1/orders',
      ACCEPTED,
      `${ACCEPTED} > hand over order`,
      `${ACCEPTED} > attempt`,
      `${ACCEPTED} > attempt > exchange with Sectigo`,
      `${ACCEPTED} > attempt > record outcome`,
      `${ACCEPTED} > deliver webhook`,
    );

    const factsOf = (name: string): unknown => trace.find((span) => span.name === name)?.attributes;
    expect(factsOf('POST /v1/orders')).toEqual({
      'http.request.method': 'POST',
      'http.route': '/v1/orders',
      'http.response.status_code': 202,
      'url.scheme': 'http',
      'url.path': '/v1/orders',
      'server.address': 'localhost',
      'server.port': Number(new URL(gateway.url).port),
      'gateway.order.id': id,
    });
    const queue = { 'messaging.system': 'bullmq', 'messaging.destination.name': 'submissions' };
    expect(factsOf('hand over order')).toMatchObject({ ...queue, 'messaging.operation.type': 'send' });
    expect(factsOf('attempt')).toEqual({
      ...queue,
      'messaging.operation.type': 'process',
      'messaging.operation.name': 'process',
      'gateway.order.id': id,
      'gateway.attempt.fence': 1,
      'gateway.outcome': 'placed',
      'gateway.order.status': 'placed',
    });
    expect(factsOf('record outcome')).toEqual({
      'db.system.name': 'postgresql',
      'db.query.summary': 'record outcome',
    });
    const sectigo = new URL(gateway.config.sectigo.url);
    expect(factsOf('exchange with Sectigo')).toEqual({
      'http.request.method': 'POST',
      'server.address': sectigo.hostname,
      'server.port': Number(sectigo.port),
      'gateway.outcome': 'placed',
      'http.response.status_code': 200,
    });
    expect(factsOf('deliver webhook')).toMatchObject({
      'gateway.order.id': id,
      'gateway.event.type': 'order.placed',
      'gateway.delivery.next': 'done',
      'http.request.method': 'POST',
      'http.response.status_code': 204,
      'server.address': '127.0.0.1',
    });
  });

  it('stays in it when it is sent again, whoever hands it over, and after Redis has lost everything', async () => {
    await gateway.simulator.script({ kind: 'throttle', retryAfterSeconds: 1 });
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'test' });
    const { id } = orderOf(await client.order(anOrder()));
    const redis = new Redis(gateway.config.redisUrl);
    const keys = await redis.keys(`${gateway.config.queuePrefix}:*`);
    if (keys.length > 0) await redis.del(keys);
    redis.disconnect();
    await gateway.restart({ role: 'all', tracesEndpoint: collector.url });
    await gateway.operator.post('/v1/ops/submissions/resume');
    await becomes(id, 'placed');

    const trace = await traceWith(
      id,
      'POST /v1/orders',
      ACCEPTED,
      `${ACCEPTED} > hand over order`,
      `${ACCEPTED} > attempt`,
      `${ACCEPTED} > attempt > exchange with Sectigo`,
      `${ACCEPTED} > attempt > record outcome`,
      `${ACCEPTED} > attempt > hand over order`,
      `${ACCEPTED} > attempt`,
      `${ACCEPTED} > attempt > exchange with Sectigo`,
      `${ACCEPTED} > attempt > record outcome`,
    );
    const outcomes = trace
      .filter(({ name }) => name === 'attempt')
      .map(({ attributes }) => attributes['gateway.outcome']);
    expect(outcomes).toEqual(['throttled', 'placed']);
  });

  it('stays in it when its outcome is unknown and it is looked for', async () => {
    await gateway.simulator.script({ kind: 'hang', buy: true });
    const { id } = orderOf(await client.order(anOrder()));

    const trace = await traceWith(
      id,
      'POST /v1/orders',
      ACCEPTED,
      `${ACCEPTED} > hand over order`,
      `${ACCEPTED} > attempt`,
      `${ACCEPTED} > attempt > exchange with Sectigo`,
      `${ACCEPTED} > attempt > record outcome`,
      `${ACCEPTED} > look for order in report`,
    );
    expect(trace.at(-1)?.attributes).toEqual({ 'gateway.order.id': id, 'gateway.reconciliation': 'found' });
  });

  it('is part of the caller’s trace, if there is one that can be read', async () => {
    const traceIdOf = async (traceparent: string): Promise<string | undefined> => {
      const { id } = orderOf(await client.order(anOrder(), { traceparent }));
      await becomes(id, 'placed');
      return eventually(() => {
        const trace = collector.traceOf(id);
        expect(trace.map(({ name }) => name)).toContain('attempt');
        return trace[0]?.traceId;
      });
    };
    expect(await traceIdOf(`00-${CALLERS_TRACE}-b7ad6b7169203331-01`)).toBe(CALLERS_TRACE);
    for (const unreadable of [
      `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
      'nonsense',
      `ff-${CALLERS_TRACE}-b7ad6b7169203331-01`,
    ]) {
      expect(await traceIdOf(unreadable)).toMatch(/^(?!0{32}|0af7651916)[0-9a-f]{32}$/);
    }
  });

  it('is not told of when the caller’s trace is not recorded', async () => {
    const { id } = orderOf(
      await client.order(anOrder(), { traceparent: `00-${CALLERS_TRACE}-b7ad6b7169203331-00` }),
    );
    await becomes(id, 'placed');
    const other = orderOf(await client.order(anOrder())).id;
    await becomes(other, 'placed');
    await eventually(() => expect(collector.traceOf(other).map(({ name }) => name)).toContain('attempt'));
    expect(() => collector.traceOf(id)).toThrow('in 0 traces');
  });

  it('is accepted and placed as ever when the collector is silent, fails or is away, and stopping does not wait for it', async () => {
    const isPlaced = async (): Promise<void> => {
      const orderedAt = performance.now();
      const { id } = orderOf(await client.order(anOrder()));
      await becomes(id, 'placed');
      expect(performance.now() - orderedAt).toBeLessThan(A_COLLECTOR_MAY_TAKE_MS);
    };
    collector.behaviour = () => undefined;
    await isPlaced();
    collector.behaviour = (response) => response.writeHead(503).end();
    await isPlaced();
    collector.behaviour = () => undefined;
    await isPlaced();
    const startedAt = performance.now();
    await gateway.restart();
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    await collector.close();
    client = new ApiClient(gateway.url, client.key);
    await isPlaced();
  });

  it('tells nothing about persons, and no secrets', async () => {
    await gateway.simulator.script({ kind: 'error', row: 7 });
    const { id } = orderOf(await client.order(anOrder()));
    await client.order(anOrder({ applicant: { email: 'john.doe@example.com' } }));
    await becomes(id, 'rejected');
    await eventually(() => expect(collector.traceOf(id).map(({ name }) => name)).toContain('record outcome'));
    const told = collector.bodies.join();
    for (const secret of [
      'Doe',
      'example.com',
      'Elm Street',
      'Company',
      'test-reseller',
      client.key ?? '-',
    ]) {
      expect(told).not.toContain(secret);
    }
  });

  it('is in the row of the order, and nowhere in Redis or in answers', async () => {
    const { id } = orderOf(await client.order(anOrder()));
    const database = new pg.Client({ connectionString: gateway.database.url });
    await database.connect();
    const { rows } = await database.query<{ traceparent: string }>(
      'SELECT traceparent FROM orders WHERE id = $1',
      [id],
    );
    await database.end();
    expect(rows[0]?.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect((await client.get(`/v1/orders/${id}`)).text).not.toContain('traceparent');
  });
});
