import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { may } from '../../src/access/permissions.js';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { ApiClient, type ApiResponse } from '../support/api-client.js';
import { withGateway } from '../support/gateway.js';
import { eventually } from '../support/eventually.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';
import { forbiddenBodies } from './forbidden-bodies.js';
import { type Document, type Media, type Operation } from './openapi.js';

const document = parse(readFileSync(path.resolve(__dirname, '../../openapi.yaml'), 'utf8')) as Document;

interface Call {
  readonly id: string;
  readonly method: string;
  /** With the examples of its parameters, which name nothing that exists. */
  readonly path: string;
  readonly operation: Operation;
  readonly media: Media | undefined;
}

const CALLS: Call[] = Object.entries(document.paths).flatMap(([template, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    id: operation.operationId,
    method: method.toUpperCase(),
    path: template.replace(/\{(\w+)\}/g, (_all, name: string) => exampleOf(operation, name)),
    operation,
    media: operation.requestBody?.content['application/json'],
  })),
);

function exampleOf({ parameters = [] }: Operation, name: string): string {
  const { example, schema } = parameters.find((parameter) => parameter.name === name) ?? {};
  return String(example ?? schema?.example ?? schema?.enum?.[0]);
}

function examplesOf(media: Media | undefined): unknown[] {
  if (!media) return [];
  return media.examples ? Object.values(media.examples).map(({ value }) => value) : [media.example];
}

const METRICS_TOKEN = 'metrics-token-of-the-tests';
/** Each of a batch stands alone: what is wrong with one is said in its result, with 200. */
const EACH_ALONE = ['placeOrders'];

const named = (calls: readonly Call[]): [string, Call][] => calls.map((call) => [call.id, call]);

/** That answers are as documented is checked by the proxy, of every exchange; here is what the document cannot say. */
describe('every operation of openapi.yaml', () => {
  const gateway = withGateway({ webhookAllowPrivate: true, metricsToken: METRICS_TOKEN });
  let client: ApiClient & { readonly id: string };
  beforeAll(async () => {
    client = await gateway.client();
  });

  /** Who may call what: test/e2e/roles.e2e-spec.ts. */
  const mayClient = ({ operation: { 'x-permission': needed } }: Call): boolean =>
    needed !== undefined && may('client', needed);
  const callerOf = (call: Call): ApiClient =>
    call.operation['x-permission'] === 'keys:write' ? client : gateway.operator;
  const nobody = (): ApiClient => new ApiClient(gateway.url, null);
  const send = (
    caller: ApiClient,
    call: Call,
    query = '',
    body = examplesOf(call.media)[0],
  ): Promise<ApiResponse> =>
    caller.send(call.method, call.path + query, body, { 'idempotency-key': `contract/${call.id}` });

  it.each(named(CALLS.filter(({ operation }) => operation.security?.length)))(
    '%s needs a key',
    async (_id, call) => {
      expect((await send(nobody(), call)).status).toBe(401);
    },
  );

  it.each(named(CALLS))('%s refuses a query parameter that it does not know', async (_id, call) => {
    const { status, body } = await send(callerOf(call), call, '?colour=red');
    expect({ status, body }).toMatchObject({ status: 422, body: { errors: [{ pointer: '/colour' }] } });
  });

  const queried = CALLS.flatMap((call) =>
    (call.operation.parameters ?? [])
      .filter(
        ({ in: place, schema }) =>
          place === 'query' && (schema?.enum ?? schema?.maxLength ?? schema?.maximum),
      )
      .map((parameter) => [call.id, parameter.name, call, parameter.schema?.maxLength ?? 0] as const),
  );
  it.each(queried)('%s refuses nonsense as its parameter %s', async (_id, name, call, length) => {
    const { status } = await send(callerOf(call), call, `?${name}=${'x'.repeat(length + 1)}`);
    expect(status).toBe(422);
  });

  it.each(named(CALLS.filter(({ media }) => media)))('%s takes no body but JSON', async (_id, call) => {
    const { status } = await callerOf(call).send(call.method, call.path, 'a=b', {
      'content-type': 'text/plain',
    });
    expect(status).toBe(415);
  });

  it.each(named(CALLS.filter(({ media, id }) => media && !EACH_ALONE.includes(id))))(
    '%s takes no body that the document forbids',
    async (_id, call) => {
      const bodies = examplesOf(call.media).flatMap((example) =>
        forbiddenBodies(call.media?.schema ?? {}, example, document),
      );
      const caller = mayClient(call) ? client : gateway.operator;
      const served: string[] = [];
      for (const { fault, body } of new Map(bodies.map((one) => [one.fault, one])).values()) {
        const { status } = await send(caller, call, '', body);
        // 404: nothing has the id of the example, and that was found first
        if (![400, 404, 422].includes(status)) served.push(`${fault}: ${status}`);
      }
      expect(served).toEqual([]);
    },
  );

  it.each(named(CALLS.filter(({ id }) => id === 'placeOrder' || id === 'previewOrder')))(
    '%s takes every example of a body',
    async (_id, call) => {
      for (const [at, example] of examplesOf(call.media).entries()) {
        const { status, text } = await client.post(call.path, example, {
          'idempotency-key': `example/${at}`,
        });
        expect({ status, text }).toEqual({ status: call.id === 'placeOrder' ? 202 : 200, text });
      }
    },
  );

  it('serves the life of an order', async () => {
    const placed = await client.order(anOrder(), { prefer: 'wait=10' });
    const { id } = orderOf(placed);
    expect(placed.status).toBe(201);
    for (const path of ['', '/result', '/timeline']) {
      expect((await client.get(`/v1/orders/${id}${path}`)).status).toBe(200);
    }
    expect((await client.get('/v1/orders?limit=1&status=placed&status=held')).status).toBe(200);
    expect((await client.get('/v1/orders', { accept: 'text/csv' })).status).toBe(200);
    expect((await client.post(`/v1/orders/${id}/cancel`)).status).toBe(409);
    expect((await gateway.operator.post(`/v1/orders/${id}/retry`)).status).toBe(409);
    expect((await gateway.operator.get(`/v1/orders/${id}/form`)).status).toBe(200);
    expect((await gateway.operator.get(`/v1/orders/${id}/reconciliation`)).status).toBe(200);
    expect((await gateway.operator.post(`/v1/orders/${id}/reconciliation`)).status).toBe(409);
    const key = { 'idempotency-key': 'contract/renewal' };
    expect((await client.post(`/v1/orders/${id}/renew`, {}, key)).status).toBe(409);
    expect((await client.post(`/v1/orders/${id}/revoke`, { reason: 'a test' })).status).toBe(200);
  });

  /** An order whose reply was lost on the way; it was not bought. */
  async function unknown(): Promise<string> {
    const order = anOrder();
    const { name: organizationName } = order['organization'] as { name: string };
    const match = { organizationName };
    await gateway.simulator.script({ kind: 'reset', when: 'after-read', buy: false, match });
    const { status, body } = await client.order(order, { prefer: 'wait=10' });
    expect({ status, body }).toMatchObject({ status: 502, body: { code: 'outcome-unknown' } });
    return (body as { orderId: string }).orderId;
  }

  it('serves the search for an order whose outcome is unknown', async () => {
    const orderId = await unknown();
    expect((await client.get(`/v1/orders/${orderId}/result`)).status).toBe(502);
    expect((await gateway.operator.post(`/v1/orders/${orderId}/reconciliation`)).status).toBe(202);
    expect((await gateway.operator.get(`/v1/orders/${orderId}/reconciliation`)).status).toBe(200);
  });

  it('serves what operators do about such an order', async () => {
    const orderId = await unknown();
    const word = { outcome: 'not-placed', resubmit: false, note: 'a test' };
    const resolved = await gateway.operator.post(`/v1/orders/${orderId}/resolve`, word);
    expect(resolved).toMatchObject({ status: 200, body: { status: 'failed' } });
    expect((await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'a test' })).status).toBe(200);
    const retried = await gateway.operator.post(`/v1/orders/${orderId}/retry`);
    expect(retried).toMatchObject({ status: 200, body: { status: 'queued' } });
    expect((await client.get(`/v1/orders/${orderId}/result`)).status).toBe(202);
    expect((await client.post(`/v1/orders/${orderId}/cancel`, { note: 'a test' })).status).toBe(200);
    expect((await client.get(`/v1/orders/${orderId}/result`)).status).toBe(409);
    expect((await gateway.operator.post('/v1/ops/submissions/resume')).status).toBe(200);
  });

  it('serves batches, problems and health', async () => {
    const order = { idempotencyKey: 'contract/batch', order: anOrder() };
    expect((await client.post('/v1/orders/batch', { orders: [order] })).status).toBe(200);
    for (const path of ['/v1/problems', '/problems/not-found', '/health/live', '/health/ready']) {
      expect((await nobody().get(path)).status).toBe(200);
    }
    const page = await nobody().get('/problems/not-found', { accept: 'application/json' });
    expect(page.body).toMatchObject({ code: 'not-found' });
  });

  it('serves whose key a call has', async () => {
    for (const caller of [client, gateway.operator]) expect((await caller.get('/v1/me')).status).toBe(200);
  });

  it('serves a client that changes its key', async () => {
    const { id } = (await client.post('/v1/me/keys', { name: 'server 2' })).body as { id: string };
    expect((await client.send('DELETE', `/v1/me/keys/${id}`)).status).toBe(204);
  });

  it('serves the life of a client', async () => {
    const { id } = await gateway.client('for a while');
    const base = `/v1/clients/${id}`;
    const limits = { ordersPerHour: 5, spendPerDay: '10.50' };
    expect((await gateway.operator.get('/v1/clients?limit=1')).status).toBe(200);
    expect((await gateway.operator.send('PATCH', base, { limits })).body).toMatchObject({ limits });
    const added = await gateway.operator.post(`${base}/keys`);
    expect(added.status).toBe(201);
    const { id: keyId } = added.body as { id: string };
    expect((await gateway.operator.send('DELETE', `${base}/keys/${keyId}`)).status).toBe(204);
    expect((await gateway.operator.get(base)).body).toMatchObject({ id });
    expect((await gateway.operator.send('DELETE', base)).status).toBe(204);
  });

  it('serves events, and webhooks from their first to their last day', async () => {
    const receiver = await WebhookReceiver.start();
    const { id } = orderOf(await client.order(anOrder(), { prefer: 'wait=10' }));
    expect((await client.get('/v1/events?type=order.placed&limit=1')).status).toBe(200);
    expect((await client.get(`/v1/orders/${id}/deliveries?limit=1`)).status).toBe(200);
    const made = await client.post('/v1/webhooks', { url: receiver.url, description: 'a test' });
    expect(made.status).toBe(201);
    const base = `/v1/webhooks/${(made.body as { id: string }).id}`;
    expect((await client.get('/v1/webhooks')).status).toBe(200);
    expect((await client.get(base)).status).toBe(200);
    expect((await client.send('PATCH', base, { eventTypes: ['order.placed'] })).status).toBe(200);
    expect((await client.post(`${base}/rotate-secret`)).status).toBe(200);
    expect((await client.post(`${base}/test`)).status).toBe(202);
    const delivered = await eventually(async () => {
      const { body } = await client.get(`${base}/deliveries?status=delivered`);
      const { data } = body as { data: { id: string }[] };
      expect(data).toHaveLength(1);
      return data[0]!.id;
    });
    expect((await client.post(`${base}/deliveries/${delivered}/replay`)).status).toBe(202);
    expect((await client.send('DELETE', base)).status).toBe(204);
    await receiver.close();
  });

  it('serves what operators and Prometheus look at', async () => {
    const looks = ['summary', 'spend?month=2026-10', 'balance', 'activity', 'audit', 'audit/verify'];
    // the balance is known once a worker has asked
    for (const look of looks)
      await eventually(async () => expect((await gateway.operator.get(`/v1/ops/${look}`)).status).toBe(200));
    expect((await new ApiClient(gateway.url, METRICS_TOKEN).get('/metrics')).status).toBe(200);
  });
});
