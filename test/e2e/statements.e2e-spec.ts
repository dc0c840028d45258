import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { format } from 'sql-formatter';
import { type AttemptRepository } from '../../src/dispatch/attempt.repository.js';
import { type Claim } from '../../src/dispatch/claim/claim.query.js';
import { type DeliveryRepository } from '../../src/webhooks/deliver/delivery.repository.js';
import { placed } from '../factories/placed-attempt.js';
import { placeOrder } from '../factories/events.js';
import { aWebhook, deliveriesOf } from '../factories/webhooks.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { WebhookReceivers } from '../support/webhook-receiver.js';

const FOLDER = path.resolve('docs/sql');
const FORMAT = { language: 'postgresql', tabWidth: 2, expressionWidth: 100 } as const;
const LABEL = /^\/\* ([a-z-]+) \*\//;

/**
 * Keeps the statements of an order's way where people can read them whole. They are put together from fragments; this is
 * what Postgres gets, and took. `WRITE_SQL=1 npx jest statements` writes them.
 */
describe('the statements in docs/sql', () => {
  let gateway: TestGateway;
  const receivers = new WebhookReceivers();
  /** Name → the text that was sent last. */
  const sent = new Map<string, string>();
  beforeAll(async () => {
    gateway = await startGateway({ webhookAllowPrivate: true });
    const { pool } = await gateway.provider<{ pool: pg.Pool }>(
      'dist/platform/prisma/prisma.service.js',
      'PrismaService',
    );
    const watched = new WeakSet<pg.PoolClient>();
    pool.on('acquire', (client) => {
      if (watched.has(client)) return;
      watched.add(client);
      const query = client.query.bind(client) as (...args: unknown[]) => unknown;
      client.query = ((first: string | pg.QueryConfig, ...rest: unknown[]) => {
        const text = typeof first === 'string' ? first : first.text;
        const label = LABEL.exec(text)?.[1];
        if (label !== undefined) sent.set(label, text);
        return query(first, ...rest);
      }) as typeof client.query;
    });
  });
  afterAll(async () => {
    await receivers.close();
    await gateway.stop();
  });

  /** What only orders that come together need, here for some that are not there. */
  async function sendThoseOfMany(): Promise<void> {
    const attempts = await gateway.provider<AttemptRepository>(
      'dist/dispatch/attempt.repository.js',
      'AttemptRepository',
    );
    await attempts.claimSeveral(2, { afterClientId: '', worker: 'worker', login: null });
    const gone = ['a', 'b', 'c', 'd'].map((orderId) => placed({ orderId, fence: 1, trial: false } as Claim));
    // two go at once, the others share the next
    await Promise.all(gone.map((recorded) => attempts.record(recorded)));
  }

  /** What a receiver that does not take its deliveries needs, here for one that is not there. */
  async function sendThatOfAFailedTry(): Promise<void> {
    const deliveries = await gateway.provider<DeliveryRepository>(
      'dist/webhooks/deliver/delivery.repository.js',
      'DeliveryRepository',
    );
    await deliveries.record({
      claim: { seq: 0n, fence: 0, url: '' },
      reply: { kind: 'failed', reason: 'timeout' },
      durationMs: 0,
      next: { next: 'again', afterMs: 0, counts: true },
    });
  }

  it('are those that are sent, each under its name', async () => {
    const client = await gateway.client();
    const receiver = await receivers.start();
    const webhook = await aWebhook(client, receiver.url);
    // the first order finds out whether Sectigo takes the login; the second is one like all others
    for (const count of [1, 2]) {
      await placeOrder(client);
      await eventually(async () =>
        expect(
          (await deliveriesOf(client, webhook.id)).filter(({ status }) => status === 'delivered'),
        ).toHaveLength(3 * count),
      );
    }

    await sendThoseOfMany();
    await sendThatOfAFailedTry();

    const found = Object.fromEntries(
      [...sent].map(([label, text]) => [`${label}.sql`, `${format(text, FORMAT)}\n`]),
    );
    if (process.env['WRITE_SQL'] !== undefined) {
      mkdirSync(FOLDER, { recursive: true });
      for (const [file, text] of Object.entries(found)) writeFileSync(path.join(FOLDER, file), text);
    }
    const kept = Object.fromEntries(
      readdirSync(FOLDER).map((file) => [file, readFileSync(path.join(FOLDER, file), 'utf8')]),
    );
    expect(found).toEqual(kept);
  });
});
