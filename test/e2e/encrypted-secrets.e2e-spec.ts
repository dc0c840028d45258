import { randomBytes } from 'node:crypto';
import { describe, expect, it, afterAll } from '@jest/globals';
import { aWebhook, deliveriesOf, makeDue, type WebhookAnswer } from '../factories/webhooks.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';
import { scrapeOf } from '../support/scrape.js';
import { type WebhookReceiver, WebhookReceivers } from '../support/webhook-receiver.js';

const [former, current, foreign] = [randomBytes(32), randomBytes(32), randomBytes(32)];
const OPEN = { webhookAllowPrivate: true } as const;

describe('a gateway with an encryption key', () => {
  const gateway = withGateway({ ...OPEN, encryptionKeys: [former] });
  const receivers = new WebhookReceivers();
  afterAll(() => receivers.close());

  const test = async (operator: ApiClient, { id }: WebhookAnswer): Promise<void> => {
    expect((await operator.post(`/v1/webhooks/${id}/test`)).status).toBe(202);
  };
  const receives = (receiver: WebhookReceiver, count: number): Promise<void> =>
    eventually(() => expect(receiver.received).toHaveLength(count));
  const rowOf = async (id: string): Promise<string> =>
    JSON.stringify((await gateway.sql.query('SELECT * FROM webhooks WHERE id = $1', [id])).rows);

  it('stores no secret, and signs with it', async () => {
    const receiver = await receivers.start();
    const webhook = await aWebhook(gateway.operator, receiver.url);
    const rotated = await gateway.operator.post(`/v1/webhooks/${webhook.id}/rotate-secret`);
    const { secret } = rotated.body as WebhookAnswer;
    await test(gateway.operator, webhook);
    await receives(receiver, 1);
    for (const known of [webhook.secret, secret]) {
      expect(receiver.payloads(known)).toEqual([expect.objectContaining({ type: 'webhook.test' })]);
      expect(await rowOf(webhook.id)).not.toContain(known.replace('whsec_', ''));
    }
  });

  it('that lacks the key of a secret loses no try, says so, and delivers once it has it', async () => {
    const receiver = await receivers.start();
    const webhook = await aWebhook(gateway.operator, receiver.url);
    await gateway.restart({ ...OPEN, encryptionKeys: [foreign] });
    expect((await scrapeOf(gateway)).get('gateway_webhook_secrets_unreadable')).toBeGreaterThan(0);
    const readable = await aWebhook(gateway.operator, receiver.url);
    await test(gateway.operator, webhook);
    await test(gateway.operator, readable);
    await receives(receiver, 1);
    expect(await deliveriesOf(gateway.operator, webhook.id)).toMatchObject([
      { status: 'pending', attempts: 0 },
    ]);

    await gateway.restart({ ...OPEN, encryptionKeys: [foreign, former] });
    await receives(receiver, 2);
    await eventually(async () =>
      expect(await deliveriesOf(gateway.operator, webhook.id)).toMatchObject([
        { status: 'delivered', attempts: 1 },
      ]),
    );
    expect((await scrapeOf(gateway)).get('gateway_webhook_secrets_unreadable')).toBe(0);
  });

  it('that has lost a key signs again as soon as the owner has made a new secret', async () => {
    await gateway.restart({ ...OPEN, encryptionKeys: [former] });
    const receiver = await receivers.start();
    const webhook = await aWebhook(gateway.operator, receiver.url);
    await gateway.restart({ ...OPEN, encryptionKeys: [current] });
    await test(gateway.operator, webhook);
    const rotated = await gateway.operator.post(`/v1/webhooks/${webhook.id}/rotate-secret`);
    await receives(receiver, 1);
    expect(receiver.payloads((rotated.body as WebhookAnswer).secret)).toHaveLength(1);
  });

  it('sends nothing that is signed with a secret which somebody moved into the row, and loses no try', async () => {
    const receiver = await receivers.start();
    const [webhook, other] = [
      await aWebhook(gateway.operator, receiver.url),
      await aWebhook(gateway.operator, receiver.url),
    ];
    await gateway.sql.query(
      'UPDATE webhooks SET secret = (SELECT secret FROM webhooks WHERE id = $2) WHERE id = $1',
      [webhook.id, other.id],
    );
    await test(gateway.operator, webhook);
    await eventually(async () =>
      expect(await deliveriesOf(gateway.operator, webhook.id)).toMatchObject([
        { status: 'pending', attempts: 0, lastAttempt: { error: 'secret-unreadable' } },
      ]),
    );
    expect(receiver.received).toEqual([]);
    const rotated = await gateway.operator.post(`/v1/webhooks/${webhook.id}/rotate-secret`);
    await makeDue(gateway, webhook.id);
    await receives(receiver, 1);
    expect(receiver.payloads((rotated.body as WebhookAnswer).secret)).toHaveLength(1);
  });

  it('reads what was stored before there was a key, and without a key stores secrets unencrypted', async () => {
    await gateway.restart({ ...OPEN, encryptionKeys: [] });
    const receiver = await receivers.start();
    const webhook = await aWebhook(gateway.operator, receiver.url);
    expect(await rowOf(webhook.id)).toContain(webhook.secret);
    await gateway.restart({ ...OPEN, encryptionKeys: [current] });
    await test(gateway.operator, webhook);
    await receives(receiver, 1);
    expect(receiver.payloads(webhook.secret)).toHaveLength(1);
  });
});
