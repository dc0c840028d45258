import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { placeOrder } from '../factories/events.js';
import { anOrder } from '../factories/order.js';
import { aWebhook, makeDue } from '../factories/webhooks.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { scrapeOf } from '../support/scrape.js';
import { answering, WebhookReceivers } from '../support/webhook-receiver.js';

const LAST_TRY = 9;

describe('metrics of what goes on after an order', () => {
  let gateway: TestGateway;
  let client: ApiClient;
  const receivers = new WebhookReceivers();
  beforeEach(async () => {
    gateway = await startGateway({
      webhookAllowPrivate: true,
      sectigoTimeoutMs: 400,
      submissions: { reconcileIntervalMs: 100 },
    });
    client = await gateway.client();
  });
  afterEach(async () => {
    await receivers.close();
    await gateway.stop();
  });
  const says = (expected: Readonly<Record<string, number>>): Promise<void> =>
    eventually(async () => {
      const series = await scrapeOf(gateway);
      expect(Object.fromEntries(Object.keys(expected).map((name) => [name, series.get(name)]))).toEqual(
        expected,
      );
    });
  const tries = (outcome: string): string => `gateway_webhook_try_seconds_count{outcome="${outcome}"}`;

  it('tell what tries to deliver came to, and what has not arrived', async () => {
    await says({
      [tries('delivered')]: 0,
      [tries('retried')]: 0,
      [tries('given-up')]: 0,
      [tries('interrupted')]: 0,
      gateway_webhook_deliveries_pending: 0,
    });
    const well = await receivers.start();
    const ill = await receivers.start(answering(500));
    await aWebhook(client, well.url, { eventTypes: ['order.placed'] });
    const { id } = await aWebhook(client, ill.url, { eventTypes: ['order.placed'] });
    await placeOrder(client);

    await says({
      [tries('delivered')]: 1,
      [tries('retried')]: 1,
      gateway_webhook_deliveries_pending: 1,
      gateway_webhook_deliveries_due: 0,
      gateway_webhook_oldest_due_seconds: 0,
    });

    await makeDue(gateway, id, LAST_TRY);
    await says({ [tries('given-up')]: 1, gateway_webhook_deliveries_pending: 0 });
  });

  it('tell how long a delivery has been due that no worker tries, except to a webhook that is disabled', async () => {
    await gateway.restart({ role: 'api' });
    const { id } = await aWebhook(gateway.operator, (await receivers.start()).url, {
      eventTypes: ['order.placed'],
    });
    await gateway.operator.post(`/v1/webhooks/${id}/test`);
    await eventually(async () => {
      const series = await scrapeOf(gateway);
      expect(series.get('gateway_webhook_deliveries_due')).toBe(1);
      expect(series.get('gateway_webhook_oldest_due_seconds')).toBeGreaterThan(0.5);
    });

    await gateway.operator.send('PATCH', `/v1/webhooks/${id}`, { enabled: false });
    await says({ gateway_webhook_deliveries_due: 0, gateway_webhook_oldest_due_seconds: 0 });
  });

  it('tell what looking for unknown outcomes came to', async () => {
    const checks = (result: string): string => `gateway_reconciliations_total{result="${result}"}`;
    await says({ [checks('found')]: 0, [checks('absent')]: 0, [checks('ambiguous')]: 0 });

    await gateway.simulator.script({ kind: 'hang', buy: true });
    await client.order(anOrder());
    await says({ [checks('found')]: 1, [checks('absent')]: 0, [checks('report-failed')]: 0 });

    await gateway.simulator.script({ kind: 'hang', buy: false });
    await client.order(anOrder());
    await eventually(async () => {
      expect((await scrapeOf(gateway)).get(checks('absent'))).toBeGreaterThan(0);
    });
  });
});
