import { type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { orderOf } from '../factories/answers.js';
import { placeOrder } from '../factories/events.js';
import { anOrder } from '../factories/order.js';
import { aWebhook, deliveriesOf } from '../factories/webhooks.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { type Behaviour, WebhookReceivers } from '../support/webhook-receiver.js';

const ORDERS = 10;
/** More than a process has connections to Postgres. */
const MANY_WEBHOOKS = 12;

describe('beside webhooks whose receivers do not answer', () => {
  let gateway: TestGateway;
  let client: ApiClient;
  let database: pg.Client;
  const receivers = new WebhookReceivers();
  const silent: ServerResponse[] = [];
  const hold: Behaviour = (response) => void silent.push(response);
  const answerAll = (): void => silent.splice(0).forEach((response) => response.writeHead(204).end());

  beforeEach(async () => {
    gateway = await startGateway({ webhookAllowPrivate: true });
    client = await gateway.client();
    database = new pg.Client({ connectionString: gateway.database.url });
    await database.connect();
  });
  afterEach(async () => {
    await database.end();
    await receivers.close();
    silent.length = 0;
    await gateway.stop();
  });
  /** Not within a transaction: it would not hear of sessions that began after its first look. */
  const numberOf = async (sessions: string): Promise<number> => {
    const { rows } = await database.query<{ count: string }>(
      `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND ${sessions}`,
    );
    return Number(rows[0]?.count);
  };

  it('orders are accepted and placed though nobody can get at a webhook or delivery in the database', async () => {
    const dead = await receivers.start(hold);
    for (let count = 0; count < MANY_WEBHOOKS; count += 1) {
      await aWebhook(client, dead.url, { eventTypes: ['order.placed'] });
    }
    await placeOrder(client);
    await eventually(() => expect(silent).toHaveLength(MANY_WEBHOOKS));

    const locks = new pg.Client({ connectionString: gateway.database.url });
    await locks.connect();
    await locks.query('BEGIN; LOCK TABLE webhooks, webhook_deliveries, webhook_fan_out');
    answerAll();
    // the sweep, and two for what came of twelve tries
    await eventually(async () => expect(await numberOf(`wait_event_type = 'Lock'`)).toBe(3));
    for (let count = 0; count < 3; count += 1) await placeOrder(client);
    // and the making of new deliveries
    await eventually(async () => expect(await numberOf(`wait_event_type = 'Lock'`)).toBe(4));
    await locks.end();

    dead.behaviour = (response) => response.writeHead(204).end();
    await eventually(() => expect(new Set(dead.received.map(({ id }) => id)).size).toBe(4));
  });

  it('no transaction and no lock waits with them', async () => {
    const dead = await receivers.start(hold);
    await aWebhook(client, dead.url, { eventTypes: ['order.accepted'] });
    orderOf(await client.order(anOrder()));

    // the receiver may give up on a busy machine, but is asked again
    await eventually(async () => {
      const waiting = silent.filter(({ destroyed }) => !destroyed);
      expect(waiting).not.toEqual([]);
      const { rows } = await database.query<{ now: string }>('SELECT clock_timestamp()::text AS now');
      await eventually(async () => expect(await numberOf(`xact_start < '${rows[0]?.now}'`)).toBe(0), 5_000);
      expect(waiting.every(({ destroyed }) => !destroyed)).toBe(true);
    });
  });

  it('others get everything, and they themselves four requests at once', async () => {
    const [dead, fine] = [await receivers.start(hold), await receivers.start()];
    const { id: deadId } = await aWebhook(client, dead.url);
    await aWebhook(client, fine.url);

    await Promise.all(Array.from({ length: ORDERS }, () => placeOrder(client)));
    await eventually(() => expect(new Set(fine.received.map(({ id }) => id)).size).toBe(3 * ORDERS));
    expect(silent.filter(({ destroyed }) => !destroyed).length).toBeLessThanOrEqual(4);
    expect(await deliveriesOf(client, deadId, '&status=delivered')).toEqual([]);

    dead.behaviour = (response) => response.writeHead(204).end();
    answerAll();
    await eventually(async () => {
      expect(await deliveriesOf(client, deadId, '&status=delivered')).toHaveLength(3 * ORDERS);
    });
    expect(new Set(dead.received.map(({ id }) => id)).size).toBe(3 * ORDERS);
  });

  it('of several clients, others need not wait for their turn', async () => {
    const [dead, fine] = [await receivers.start(hold), await receivers.start()];
    const owners = await Promise.all(Array.from({ length: 4 }, () => gateway.client()));
    const wishes = { eventTypes: ['order.accepted'] };
    for (const owner of owners)
      await Promise.all(Array.from({ length: 20 }, () => aWebhook(owner, dead.url, wishes)));
    await aWebhook(client, fine.url, wishes);

    for (const owner of owners) orderOf(await owner.order(anOrder()));
    await eventually(() => expect(silent.filter(({ destroyed }) => !destroyed).length).toBe(80));
    orderOf(await client.order(anOrder()));

    await eventually(() => expect(fine.received).toHaveLength(1));
  });
});
