import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { type OrderAnswer, orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';

const PLACED_WITHIN_MS = 60_000;
/** So long that most orders of the busy client still wait when the other orders. */
const ATTEMPT_MS = 200;
/** Of the other client, before a client's only order: one under way, one that was just taken, and to be sure. */
const A_FEW = 6;
const MANY = 300;

/** One client has hundreds of orders waiting, which are sent one or two at a time. */
describe.each([1, 2])('with SUBMIT_CONCURRENCY=%i', (concurrency) => {
  const gateway = withGateway({ submissions: { concurrency } });
  let busy: ApiClient;
  let other: ApiClient & { readonly id: string };
  beforeAll(async () => {
    await gateway.simulator.script({ kind: 'delay', ms: ATTEMPT_MS, match: {}, times: 10_000 });
    busy = await gateway.client();
    other = await gateway.client();
  });

  async function placeMany(count: number): Promise<void> {
    const orders = Array.from({ length: count }, () => ({ idempotencyKey: randomUUID(), order: anOrder() }));
    expect((await busy.post('/v1/orders/batch', { orders })).status).toBe(200);
  }
  const sold = async (): Promise<string[]> =>
    (await gateway.simulator.ledger()).map(({ orderNumber }) => String(orderNumber));
  const place = async (): Promise<string> => orderOf(await other.order(anOrder())).id;
  /** How many orders had been sold before this one. */
  async function placeInLedger(id: string): Promise<number> {
    const order = await eventually(async () => {
      const found = orderOf(await other.get(`/v1/orders/${id}`));
      expect(found.status).toBe('placed');
      return found as OrderAnswer & { sectigo: { orderNumber: string } };
    }, PLACED_WITHIN_MS);
    return (await sold()).indexOf(order.sectigo.orderNumber);
  }

  it('another client waits for a few of them only', async () => {
    await placeMany(MANY);
    const id = await place();
    const before = (await sold()).length;
    expect(before).toBeLessThan(MANY - 2 * A_FEW);
    expect(await placeInLedger(id)).toBeLessThanOrEqual(before + A_FEW);
  });

  it('nor does it after Redis has lost everything', async () => {
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'a test' });
    await placeMany(MANY);
    const id = await place();
    const redis = new Redis(gateway.config.redisUrl);
    await redis.del(await redis.keys(`${gateway.config.queuePrefix}:submissions:*`));
    redis.disconnect();
    const before = (await sold()).length;

    await gateway.operator.post('/v1/ops/submissions/resume');

    expect(await placeInLedger(id)).toBeLessThanOrEqual(before + A_FEW);
  });
});
