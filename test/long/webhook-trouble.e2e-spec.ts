import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { expectInvalid, orderOf } from '../factories/answers.js';
import { listEvents, placeOrder } from '../factories/events.js';
import { anOrder } from '../factories/order.js';
import { aWebhook, deliveriesOf, makeDue, webhookOf } from '../factories/webhooks.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { answering, WebhookReceivers } from '../support/webhook-receiver.js';

jest.setTimeout(180_000);
const LAST_TRY = 9;

describe('a webhook is told, when something is wrong,', () => {
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

  it('again after 500, with the same id', async () => {
    const receiver = await receivers.start(answering(500, 'come\u0000back\nlater'));
    const { id } = await aWebhook(client, receiver.url, { eventTypes: ['order.placed'] });
    await placeOrder(client);
    await eventually(async () => {
      const [delivery] = await deliveriesOf(client, id);
      expect(delivery).toMatchObject({ status: 'pending', attempts: 1 });
      expect(delivery?.lastAttempt).toMatchObject({
        httpStatus: 500,
        error: 'status-500',
        response: 'come back later',
      });
    });

    receiver.behaviour = answering(200);

    await eventually(async () => {
      expect((await deliveriesOf(client, id))[0]).toMatchObject({ status: 'delivered', attempts: 2 });
    });
    const [first, second] = receiver.received;
    expect(second?.id).toBe(first?.id);
    expect(second?.text).toBe(first?.text);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(4_900);
  });

  it('nothing any more after 410, and its owner is told why', async () => {
    const receiver = await receivers.start(answering(410));
    const beside = await receivers.start();
    const { id } = await aWebhook(client, receiver.url, { eventTypes: ['order.placed'] });
    const { secret } = await aWebhook(client, beside.url, { eventTypes: ['webhook.disabled'] });
    await placeOrder(client);

    await eventually(async () => {
      expect(await webhookOf(client, id)).toMatchObject({ enabled: false, disabledReason: 'gone' });
    });
    const { data } = await listEvents(client, '?type=webhook.disabled');
    expect(data).toEqual([
      expect.objectContaining({ orderId: null, version: null, data: { webhookId: id, reason: 'gone' } }),
    ]);
    expect((await listEvents(await gateway.client('other'), '?type=webhook.disabled')).data).toEqual([]);
    await eventually(() =>
      expect(beside.payloads(secret)[0]?.data).toEqual({ webhookId: id, reason: 'gone' }),
    );
    await placeOrder(client);
    expect(receiver.received).toHaveLength(1);
  });

  it('nothing any more after the last try, until it is enabled again; then what has waited', async () => {
    const receiver = await receivers.start(answering(503));
    const { id } = await aWebhook(client, receiver.url, { eventTypes: ['order.placed'] });
    await placeOrder(client);
    await eventually(() => expect(receiver.received).toHaveLength(1));
    await eventually(async () =>
      expect((await deliveriesOf(client, id))[0]?.lastAttempt?.httpStatus).toBe(503),
    );
    await makeDue(gateway, id, LAST_TRY);

    await eventually(async () => {
      expect(await webhookOf(client, id)).toMatchObject({
        enabled: false,
        disabledReason: 'tries-exhausted',
      });
    });
    expect((await deliveriesOf(client, id))[0]).toMatchObject({ status: 'failed', attempts: 10 });
    expect((await listEvents(client, '?type=webhook.disabled')).data).toHaveLength(1);

    receiver.behaviour = answering(200);
    await client.send('PATCH', `/v1/webhooks/${id}`, { enabled: true });
    const [failed] = await deliveriesOf(client, id);
    const replayed = await client.post(`/v1/webhooks/${id}/deliveries/${failed?.id}/replay`);
    expect(replayed.status).toBe(202);
    expect(replayed.body).toMatchObject({ id: failed?.id, status: 'pending', attempts: 0 });
    await eventually(async () => {
      expect((await deliveriesOf(client, id))[0]).toMatchObject({ status: 'delivered', attempts: 1 });
    });
    expect(new Set(receiver.received.map((received) => received.id)).size).toBe(1);
  });

  it('nothing by way of a redirect', async () => {
    const inside = await receivers.start();
    const receiver = await receivers.start((response) =>
      response.writeHead(307, { location: inside.url }).end(),
    );
    const { id } = await aWebhook(client, receiver.url, { eventTypes: ['order.placed'] });
    await placeOrder(client);

    await eventually(async () => {
      const [delivery] = await deliveriesOf(client, id);
      expect(delivery).toMatchObject({
        status: 'pending',
        lastAttempt: { httpStatus: 307, error: 'status-307' },
      });
    });
    expect(inside.received).toEqual([]);
  });

  it('nothing at a private address that it was given when that was allowed', async () => {
    const receiver = await receivers.start();
    const { id } = await aWebhook(client, receiver.url, { eventTypes: ['order.placed'] });
    await gateway.restart({ webhookAllowPrivate: false });
    const again = Object.assign(client, { url: gateway.url });
    await placeOrder(again);

    await eventually(async () => {
      expect((await deliveriesOf(again, id))[0]?.lastAttempt?.error).toMatch(
        /^(url-not-secure|address-refused)$/,
      );
    });
    expect(receiver.received).toEqual([]);
  });

  it('nothing at a private address any more once it is not listed', async () => {
    const receiver = await receivers.start();
    const { port } = new URL(receiver.url);
    await gateway.restart({ webhookAllowPrivate: false, webhookAllowedNetworks: ['127.0.0.0/8'] });
    const again = Object.assign(client, { url: gateway.url });
    const { id, secret } = await aWebhook(again, `http://0x7f.1:${port}/hook`, {
      eventTypes: ['order.placed'],
    });
    for (const url of ['http://10.0.0.1/', 'https://10.0.0.1/', 'https://169.254.169.254/'])
      expectInvalid(await again.post('/v1/webhooks', { url }), ['/url']);
    await placeOrder(again);
    await eventually(() => expect(receiver.payloads(secret)).toHaveLength(1));

    await gateway.restart({ webhookAllowPrivate: false, webhookAllowedNetworks: ['10.0.0.0/8'] });
    Object.assign(again, { url: gateway.url });
    await placeOrder(again);

    await eventually(async () => {
      expect((await deliveriesOf(again, id))[0]?.lastAttempt?.error).toBe('url-not-secure');
    });
    expect(receiver.received).toHaveLength(1);
  });

  it('nothing while its client is disabled', async () => {
    const [receiver, all] = [await receivers.start(), await receivers.start()];
    await aWebhook(client, receiver.url);
    await aWebhook(gateway.operator, all.url);
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'a test' });
    orderOf(await client.order(anOrder()));
    await eventually(() => expect(receiver.received).toHaveLength(1));

    await gateway.operator.send('DELETE', `/v1/clients/${client.id}`);
    await gateway.operator.post('/v1/ops/submissions/resume');

    await eventually(() => expect(all.received).toHaveLength(3));
    expect(receiver.received).toHaveLength(1);
  });

  it('what happened while it could not be reached, Redis was flushed and the gateway restarted', async () => {
    const receiver = await receivers.start();
    const { id, secret } = await aWebhook(client, receiver.url);
    await receiver.close();
    const orders = [await placeOrder(client), await placeOrder(client)];
    await eventually(async () => {
      const deliveries = await deliveriesOf(client, id, '&status=pending');
      expect(deliveries.map(({ lastAttempt }) => lastAttempt?.error)).toEqual(Array(6).fill('ECONNREFUSED'));
    });
    // a new prefix is a Redis that has lost everything
    await gateway.restart({ queuePrefix: `${gateway.config.queuePrefix}-empty` });
    const again = Object.assign(client, { url: gateway.url });
    const moved = await receivers.start();
    await again.send('PATCH', `/v1/webhooks/${id}`, { url: moved.url });
    await makeDue(gateway, id);

    await eventually(() => expect(new Set(moved.received.map((received) => received.id)).size).toBe(6));
    const told = moved.payloads(secret).filter(({ type }) => type === 'order.placed');
    expect(new Set(told.map(({ data }) => data.orderId))).toEqual(new Set(orders));
  });
});
