import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { aWebhook, deliveriesOf } from '../factories/webhooks.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { WebhookReceivers } from '../support/webhook-receiver.js';

jest.setTimeout(240_000);
const SOON_MS = 120_000;
const ORDERS = 100;

describe('a receiver that does not answer', () => {
  let gateway: TestGateway;
  const receivers = new WebhookReceivers();
  afterEach(async () => {
    await receivers.close();
    await gateway.stop();
  });

  /** Places orders ten at a time and waits until all are bought; returns how long each acceptance took, sorted. */
  async function buy(client: ApiClient, count: number): Promise<number[]> {
    const tookMs: number[] = [];
    for (let placed = 0; placed < count; placed += 10) {
      await Promise.all(
        Array.from({ length: 10 }, async () => {
          const start = performance.now();
          orderOf(await client.order(anOrder()));
          tookMs.push(performance.now() - start);
        }),
      );
    }
    await eventually(async () => {
      const { body } = await client.get('/v1/orders?status=queued&status=submitting');
      expect((body as { data: unknown[] }).data).toEqual([]);
    }, SOON_MS);
    return tookMs.sort((a, b) => a - b);
  }

  it('delays neither other receivers nor orders, and never gets more than four requests at once', async () => {
    gateway = await startGateway({ webhookAllowPrivate: true });
    const client = await gateway.client();
    await buy(client, ORDERS);
    const alone = await buy(client, ORDERS);
    let atOnce = 0;
    let mostAtOnce = 0;
    const dead = await receivers.start((response) => {
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      response.on('close', () => (atOnce -= 1));
    });
    const fine = await receivers.start();
    const { id: deadId } = await aWebhook(client, dead.url);
    const { id: fineId } = await aWebhook(client, fine.url);

    const beside = await buy(client, ORDERS);
    const boughtAt = Date.now();
    await eventually(() => expect(new Set(fine.received.map(({ id }) => id)).size).toBe(3 * ORDERS), SOON_MS);

    // the fine receiver had everything while the dead one was still silent about its first few
    expect(Date.now() - boughtAt).toBeLessThan(SOON_MS);
    const delivered = await deliveriesOf(client, fineId, '&status=delivered');
    expect(delivered.length).toBeGreaterThan(0);
    expect(await deliveriesOf(client, deadId, '&status=delivered')).toEqual([]);
    expect(mostAtOnce).toBe(4);
    expect(dead.received.length).toBeLessThan(ORDERS);
    const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;
    // a dead receiver holds an answer back for 15 s; the bound leaves room for a busy machine
    expect(median(beside)).toBeLessThan(5 * median(alone) + 500);
    process.stderr.write(
      `accept, median: ${median(alone).toFixed(0)} ms without webhooks, ${median(beside).toFixed(0)} ms beside a dead receiver\n`,
    );
  });

  it('does not stop what others get from a receiver that is slow', async () => {
    gateway = await startGateway({ webhookAllowPrivate: true });
    const client = await gateway.client();
    const slow = await receivers.start((response) => {
      setTimeout(() => response.writeHead(200).end(), 3_000).unref();
    });
    const fast = await receivers.start();
    const { id: slowId } = await aWebhook(client, slow.url);
    await aWebhook(client, fast.url);

    await buy(client, 10);
    await eventually(() => expect(new Set(fast.received.map(({ id }) => id)).size).toBe(30), SOON_MS);
    const lastOfFast = Math.max(...fast.received.map(({ at }) => at));

    await eventually(async () => {
      expect(await deliveriesOf(client, slowId, '&status=delivered')).toHaveLength(30);
    }, SOON_MS);
    // thirty, four at a time, three seconds each
    expect(Math.max(...slow.received.map(({ at }) => at))).toBeGreaterThan(lastOfFast);
    expect(new Set(slow.received.map(({ id }) => id)).size).toBe(30);
  });
});
