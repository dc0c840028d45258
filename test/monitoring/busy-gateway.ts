import { expect } from '@jest/globals';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { aWebhook } from '../factories/webhooks.js';
import { type ApiClient } from '../support/api-client.js';
import { lineTo } from '../support/broken-line.js';
import { eventually } from '../support/eventually.js';
import { startGateway } from '../support/gateway.js';
import { answering, WebhookReceivers } from '../support/webhook-receiver.js';

export interface BusyGateway {
  readonly url: string;
  stop(): Promise<void>;
}

/** A gateway that has seen a little of everything: every outcome, receivers well and ill, and a Postgres that was away. */
export async function startBusyGateway(): Promise<BusyGateway> {
  const gateway = await startGateway({
    webhookAllowPrivate: true,
    sectigoTimeoutMs: 400,
    balanceAlertBelow: '1000.00',
    submissions: { reconcileIntervalMs: 100 },
  });
  const line = await lineTo(gateway.database.url);
  await gateway.restart({ databaseUrl: line.url });
  const receivers = new WebhookReceivers();
  const client = await gateway.client();
  await aWebhook(client, (await receivers.start()).url);
  await aWebhook(client, (await receivers.start(answering(500))).url);

  await becomes(client, 'placed');
  await gateway.simulator.script({ kind: 'error', row: 7 });
  await becomes(client, 'rejected');
  await gateway.simulator.script({ kind: 'error', code: -424_242 });
  await becomes(client, 'held');
  await gateway.simulator.script({ kind: 'hang', buy: true });
  await becomes(client, 'placed');
  await gateway.simulator.script({ kind: 'hang', buy: false });
  await becomes(client, 'outcome-unknown');
  await client.get('/v1/orders/ord_none');
  await eventually(async () => expect((await gateway.operator.get('/v1/ops/balance')).status).toBe(200));

  line.cut();
  await eventually(async () => expect((await client.order(anOrder())).status).toBe(503));
  line.mend();
  await becomes(client, 'placed');

  return {
    url: gateway.url,
    stop: async () => {
      await receivers.close();
      await gateway.stop();
      await line.close();
    },
  };
}

async function becomes(client: ApiClient, status: string): Promise<void> {
  const { id } = await eventually(async () => orderOf(await client.order(anOrder())));
  await eventually(async () => expect((await client.get(`/v1/orders/${id}`)).body).toMatchObject({ status }));
}
