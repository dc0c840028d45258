import { afterEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { mostAtOnce } from '../support/most-at-once.js';

const SUBMISSIONS = { concurrency: 4, perMinute: 0, maxAttempts: 8, backoffMs: 50, holdProbeMs: 0 };
const RECOVERY_MS = 60_000;
const EVERYTHING = { match: {}, times: 1_000 };

describe('over all gateways on one database', () => {
  let gateway: TestGateway;
  afterEach(() => gateway.stop());

  async function place(count: number): Promise<void> {
    const answers = await Promise.all(Array.from({ length: count }, () => gateway.operator.order(anOrder())));
    answers.forEach(orderOf);
  }
  async function count(status: string): Promise<number> {
    const { body } = await gateway.operator.get(`/v1/orders?status=${status}&limit=200`);
    return (body as { data: unknown[] }).data.length;
  }
  async function expectAllBoughtOnce(orders: number): Promise<void> {
    await eventually(async () => expect(await count('placed')).toBe(orders), RECOVERY_MS);
    const names = (await gateway.simulator.ledger()).map(({ form }) => form['organizationName']);
    expect([names.length, new Set(names).size]).toEqual([orders, orders]);
  }
  /** What FLUSHALL takes from this test's gateways, the Redis being everybody's. */
  async function flushRedis(): Promise<void> {
    const redis = new Redis(gateway.config.redisUrl);
    const keys = await redis.keys(`${gateway.config.queuePrefix}:*`);
    if (keys.length > 0) await redis.del(keys);
    redis.disconnect();
  }

  it(
    'a wrong password is sent once, and no order is lost to it',
    async () => {
      gateway = await startGateway({ submissions: SUBMISSIONS });
      const sectigo = { ...gateway.config.sectigo, loginPassword: 'wrong' };
      await gateway.restart({ sectigo });
      await gateway.join({ sectigo });

      await place(50);
      await eventually(async () => expect(await count('held')).toBe(1), RECOVERY_MS);
      expect(await count('queued')).toBe(49);
      expect(await gateway.simulator.requests()).toHaveLength(1);
      await gateway.operator.post('/v1/ops/submissions/resume');
      await eventually(async () => expect(await gateway.simulator.requests()).toHaveLength(2), RECOVERY_MS);
      await eventually(async () => expect(await count('held')).toBe(1), RECOVERY_MS);

      await gateway.restart();
      await gateway.join();
      await gateway.operator.post('/v1/ops/submissions/resume');

      await expectAllBoughtOnce(50);
      const outcomes = (await gateway.simulator.requests()).map(({ outcome }) => outcome.kind);
      expect(outcomes.filter((kind) => kind === 'refused')).toHaveLength(2);
      expect(outcomes).toHaveLength(52);
    },
    3 * RECOVERY_MS,
  );

  it(
    'SUBMIT_CONCURRENCY requests are open at most, whatever Redis forgets',
    async () => {
      const submissions = { ...SUBMISSIONS, concurrency: 2 };
      gateway = await startGateway({ submissions });
      await gateway.join({ submissions });
      await gateway.join({ submissions });
      await gateway.simulator.script({ kind: 'delay', ms: 150, ...EVERYTHING });

      await place(30);
      await eventually(async () => expect(await count('placed')).toBeGreaterThan(5), RECOVERY_MS);
      await flushRedis();

      await expectAllBoughtOnce(30);
      expect(mostAtOnce(await gateway.simulator.requests())).toBe(2);
    },
    2 * RECOVERY_MS,
  );

  it(
    'SUBMIT_PER_MINUTE attempts start at most, evenly, whatever Redis forgets',
    async () => {
      const submissions = { ...SUBMISSIONS, perMinute: 600 };
      gateway = await startGateway({ submissions });
      await gateway.join({ submissions });

      await place(30);
      await eventually(async () => expect(await count('placed')).toBeGreaterThan(5), RECOVERY_MS);
      await flushRedis();

      await expectAllBoughtOnce(30);
      const times = (await gateway.simulator.requests()).map(({ at }) => Date.parse(at));
      const [first = 0] = times;
      expect((times.at(-1) ?? 0) - first).toBeGreaterThanOrEqual(29 * 95);
      // a request may be late on its way, so a window may hold one or two of the window before
      for (const start of times) {
        expect(times.filter((time) => time >= start && time < start + 1_000).length).toBeLessThanOrEqual(12);
      }
    },
    2 * RECOVERY_MS,
  );
});
