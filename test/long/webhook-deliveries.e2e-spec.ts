import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { problemOf } from '../factories/answers.js';
import { listEvents, placeOrder, PLACED } from '../factories/events.js';
import { aWebhook, deliveriesOf, passADay } from '../factories/webhooks.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { verified, WebhookReceivers } from '../support/webhook-receiver.js';

interface DeliveryPage {
  readonly data: readonly { id: string; webhookId: string; eventType: string }[];
  readonly nextCursor: string | null;
}

jest.setTimeout(180_000);

describe('a webhook is told', () => {
  let gateway: TestGateway;
  let client: ApiClient & { readonly id: string };
  const receivers = new WebhookReceivers();
  beforeEach(async () => {
    gateway = await startGateway({ webhookAllowPrivate: true });
    client = await gateway.client();
  });
  afterEach(async () => {
    await receivers.close();
    await gateway.stop();
  });

  it('what happened to an order, signed, and nothing about persons', async () => {
    const receiver = await receivers.start();
    const { id, secret } = await aWebhook(client, receiver.url);
    const orderId = await placeOrder(client);

    await eventually(() => expect(receiver.received).toHaveLength(3));

    const events = (await listEvents(client, `?orderId=${orderId}`)).data;
    const expected = events.map(({ id: eventId, type, version, createdAt, data }) => ({
      id: eventId,
      type,
      timestamp: createdAt,
      data: { orderId, version, ...data },
    }));
    const payloads = receiver.payloads(secret);
    expect(payloads).toEqual(expect.arrayContaining(expected));
    expect(payloads.map(({ type }) => type).sort()).toEqual([...PLACED].sort());
    for (const [at, { headers, text }] of receiver.received.entries()) {
      expect(headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': payloads[at]?.id });
      expect(text).not.toMatch(/John|Doe|example\.com|Company/);
    }
    await eventually(async () => {
      const deliveries = await deliveriesOf(client, id);
      expect(deliveries.map(({ status }) => status)).toEqual(['delivered', 'delivered', 'delivered']);
      expect(deliveries[0]).toMatchObject({ attempts: 1, nextAttemptAt: null, orderId });
      expect(deliveries[0]?.lastAttempt).toMatchObject({ httpStatus: 204, error: null });
    });
  });

  it('of its own orders only, of the types that it wants, and an operator of all', async () => {
    const other = await gateway.client('another service');
    const [mine, theirs, all] = [await receivers.start(), await receivers.start(), await receivers.start()];
    const { secret } = await aWebhook(client, mine.url, { eventTypes: ['order.placed'] });
    await aWebhook(other, theirs.url);
    const operators = await aWebhook(gateway.operator, all.url);

    const orders = [await placeOrder(client), await placeOrder(client)];

    await eventually(() => expect(mine.received).toHaveLength(2));
    await eventually(() => expect(all.received).toHaveLength(6));
    const told = mine.payloads(secret).map(({ type, data }) => `${type} ${String(data.orderId)}`);
    expect(told.sort()).toEqual(orders.map((id) => `order.placed ${id}`).sort());
    expect(new Set(all.payloads(operators.secret).map(({ id }) => id)).size).toBe(6);
    expect(theirs.received).toEqual([]);
  });

  it('and who looks at the order sees whom of it, page by page, but nothing of what operators subscribe to', async () => {
    const { operator } = gateway;
    const [mine, all] = [await receivers.start(), await receivers.start()];
    const { id: webhookId } = await aWebhook(client, mine.url, {
      eventTypes: ['order.accepted', 'order.placed'],
    });
    const operators = await aWebhook(operator, all.url, { eventTypes: ['order.placed'] });
    const orderId = await placeOrder(client);
    await placeOrder(client);
    const list = async (caller: ApiClient, query = ''): Promise<DeliveryPage> =>
      (await caller.get(`/v1/orders/${orderId}/deliveries${query}`)).body as DeliveryPage;
    await eventually(async () => expect((await list(operator)).data).toHaveLength(3));

    const { data } = await list(client);
    expect(data.map(({ eventType }) => eventType).sort()).toEqual(['order.accepted', 'order.placed']);
    expect(new Set(data.map((delivery) => delivery.webhookId))).toEqual(new Set([webhookId]));
    const seen = (await list(operator)).data;
    expect(seen.map((delivery) => delivery.webhookId)).toContain(operators.id);
    const first = await list(operator, '?limit=1');
    const second = await list(operator, `?limit=2&cursor=${first.nextCursor}`);
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(seen.map(({ id }) => id));
    expect(second.nextCursor).toBeNull();
    const stranger = await gateway.client('a stranger');
    problemOf(await stranger.get(`/v1/orders/${orderId}/deliveries`), 404, 'not-found');
  });

  it('once more what it got already, when that is replayed', async () => {
    const receiver = await receivers.start();
    const { id, secret } = await aWebhook(client, receiver.url, { eventTypes: ['order.placed'] });
    await placeOrder(client);
    await eventually(async () => expect((await deliveriesOf(client, id))[0]?.status).toBe('delivered'));

    const [delivery] = await deliveriesOf(client, id);
    await client.post(`/v1/webhooks/${id}/deliveries/${delivery?.id}/replay`);

    await eventually(() => expect(receiver.received).toHaveLength(2));
    const [first, second] = receiver.payloads(secret);
    expect(second).toEqual(first);
    await eventually(async () => expect((await deliveriesOf(client, id))[0]?.status).toBe('delivered'));
  });

  it('a test, whatever types it wants, and no other webhook with it', async () => {
    const [receiver, beside] = [await receivers.start(), await receivers.start()];
    const { id, secret } = await aWebhook(client, receiver.url, { eventTypes: ['order.failed'] });
    await aWebhook(client, beside.url);

    const answer = await client.post(`/v1/webhooks/${id}/test`);

    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ eventType: 'webhook.test', orderId: null, status: 'pending' });
    await eventually(() => expect(receiver.received).toHaveLength(1));
    expect(receiver.payloads(secret)[0]).toMatchObject({ type: 'webhook.test', data: { webhookId: id } });
    await placeOrder(client);
    await eventually(() => expect(beside.received).toHaveLength(3));
  });

  it('with both secrets after a rotation, and the old one for a day only', async () => {
    const receiver = await receivers.start();
    const { id, secret: old } = await aWebhook(client, receiver.url, { eventTypes: ['order.placed'] });
    const fresh = ((await client.post(`/v1/webhooks/${id}/rotate-secret`)).body as { secret: string }).secret;
    await client.post(`/v1/webhooks/${id}/test`);
    await eventually(() => expect(receiver.received).toHaveLength(1));

    expect(receiver.payloads(fresh)).toEqual(receiver.payloads(old));

    await passADay(gateway, id);
    await client.post(`/v1/webhooks/${id}/test`);
    await eventually(() => expect(receiver.received).toHaveLength(2));
    const { text, headers } = receiver.received[1]!;
    expect(verified(fresh, text, headers)).toMatchObject({ type: 'webhook.test' });
    expect(() => verified(old, text, headers)).toThrow('No matching signature found');
  });
});
