import pg from 'pg';
import { type OrderAnswer, orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { answering, WebhookReceiver } from '../support/webhook-receiver.js';
import { ACCESS, type BusyCertificates, deliverCertificates } from './busy-certificates.js';

const PLACED = [
  'Aurelia Maritime GmbH',
  'Brightwater Notaries Ltd',
  'Carillon Health SA',
  'Dunmore & Sons',
  'Eastfold Energy',
];

/** A gateway on an ordinary day, with an order of every kind that the dashboard tells apart. */
export interface BusyGateway {
  readonly gateway: TestGateway;
  readonly client: ApiClient & { readonly id: string };
  readonly receiver: WebhookReceiver;
  readonly webhookId: string;
  readonly orders: BusyCertificates & {
    readonly placed: string;
    readonly rejected: string;
    readonly failed: string;
    /** Several lines of the report may be it. */
    readonly unknown: string;
    readonly cancellable: string;
  };
  stop(): Promise<void>;
}

export async function startBusyGateway(): Promise<BusyGateway> {
  const gateway = await startGateway({
    webhookAllowPrivate: true,
    notifications: ACCESS,
    balanceAlertBelow: '5000.00',
    sectigoTimeoutMs: 2_000,
    submissions: { reconcileIntervalMs: 2_000, holdProbeMs: 0, maxAttempts: 1 },
  });
  const receiver = await WebhookReceiver.start(answering(204));
  const client = await gateway.client('contract-service');
  await gateway.client('payroll');
  const limits = { ordersPerHour: 100, spendPerDay: '25000.00' };
  await gateway.operator.send('PATCH', `/v1/clients/${client.id}`, { limits });
  const webhook = await client.post('/v1/webhooks', { url: receiver.url, description: 'contract service' });
  const orders = await ordersOfEachKind(gateway, client);
  await spreadOverTheDay(gateway.database.url);
  await gateway.simulator.changeAccount({ credit: '4740.00' });
  // a worker may have asked for it before
  await eventually(async () => {
    await gateway.sql.query(
      "UPDATE account_balance SET fetched_at = fetched_at - interval '6 minutes', not_before = NULL",
    );
    const { body } = await gateway.operator.get('/v1/ops/balance');
    if ((body as { available?: string }).available !== '4740.00')
      throw new Error('the balance is another one');
  });
  const stop = async (): Promise<void> => {
    await gateway.stop();
    await receiver.close();
  };
  return { gateway, client, receiver, webhookId: (webhook.body as { id: string }).id, orders, stop };
}

function orderOfCompany(name: string, reference: string, changes: object = {}): Record<string, unknown> {
  const { organization, ...rest } = anOrder({ reference, metadata: { costCentre: '42' }, ...changes });
  return { ...rest, organization: { ...(organization as object), name } };
}

async function ordersOfEachKind(gateway: TestGateway, client: ApiClient): Promise<BusyGateway['orders']> {
  const { simulator, operator } = gateway;
  const wait = { prefer: 'wait=10' };
  const placing = async (index: number): Promise<OrderAnswer> => {
    const order = orderOfCompany(PLACED[index] ?? '', `PO-47${11 + index}`);
    return orderOf(await client.order(order, wait));
  };
  const placed = await placing(0);
  const certificates = await deliverCertificates(gateway, client, {
    mismatched: await placing(1),
    ending: await placing(2),
    revoked: await placing(3),
    issued: await placing(4),
  });
  const rejected = await meeting(
    { kind: 'error', code: -7 },
    orderOfCompany('Fairlight Design', 'PO-4720'),
    'country-invalid',
    422,
  );
  const failed = await meeting(
    { kind: 'error', code: -17 },
    orderOfCompany('Greyfield Legal', 'PO-4721'),
    'gateway-defect',
    500,
  );
  const unknown = await doubtful();
  await operator.post('/v1/ops/submissions/pause', { reason: 'Sectigo maintenance until noon' });
  const cancellable = orderOf(await client.order(orderOfCompany('Ironbridge Labs', 'PO-4724'))).id;
  return { ...certificates, placed: placed.id, rejected, failed, unknown, cancellable };

  async function meeting(
    fault: object,
    order: Record<string, unknown>,
    code: string,
    status: number,
  ): Promise<string> {
    const { name } = order['organization'] as { name: string };
    await simulator.script({ ...fault, match: { organizationName: name } });
    return problemOf(await client.order(order, wait), status, code).orderId ?? '';
  }

  /** Two of the same company are bought, and neither answer arrives: each line of the report fits both. */
  async function doubtful(): Promise<string> {
    const fault = { kind: 'reset', when: 'after-read', buy: true, times: 2 };
    const both = ['PO-4722', 'PO-4723'].map((reference) =>
      orderOfCompany('Harrow Instruments', reference, { allowDuplicate: true }),
    );
    await simulator.script({ ...fault, match: { organizationName: 'Harrow Instruments' } });
    const answers = await Promise.all(both.map((order) => client.order(order, wait)));
    const [id = ''] = answers.map((answer) => problemOf(answer, 502, 'outcome-unknown').orderId);
    await eventually(async () => {
      const { body } = await operator.get(`/v1/orders/${id}/reconciliation`);
      if ((body as { result: string }).result !== 'ambiguous') throw new Error('not looked for yet');
    });
    return id;
  }
}

/** As if it had not all happened in these few seconds: the chart has something to show. */
async function spreadOverTheDay(url: string): Promise<void> {
  const database = new pg.Client({ connectionString: url });
  await database.connect();
  // Sectigo's report knows when those of unknown outcome were bought
  const others = `(SELECT id FROM orders WHERE status <> 'outcome-unknown')`;
  const shifted = (column: string, id: string): string =>
    `${column} = ${column} - abs(hashtext(${id}) % 13) * interval '105 minutes'`;
  await database.query(`UPDATE events SET ${shifted('created_at', 'order_id')} WHERE order_id IN ${others}`);
  await database.query(
    `UPDATE attempts SET ${shifted('started_at', 'order_id')}, ${shifted('finished_at', 'order_id')}
     WHERE order_id IN ${others}`,
  );
  await database.query(
    `UPDATE revocations SET ${shifted('requested_at', 'order_id')}, ${shifted('settled_at', 'order_id')}`,
  );
  const times = ['created_at', 'placed_at', 'issued_at', 'revoked_at'].map((column) => shifted(column, 'id'));
  await database.query(`UPDATE orders SET ${times.join(', ')} WHERE id IN ${others}`);
  await database.end();
}
