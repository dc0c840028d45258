import { setTimeout as pause } from 'node:timers/promises';
import { type Scenario } from '../scenario.js';
import { RedisServer } from '../stage/redis-server.js';
import { during, repeat } from './during.js';

const NEEDS_REAL = {
  cannotRun: (): string | null => (RedisServer.real ? null : 'there is no redis-server'),
};

export const REDIS_SCENARIOS: readonly Scenario[] = [
  {
    name: 'Redis is away when everything starts',
    fault: 10,
    prepare: ({ redis }) => redis.kill(),
    run: async ({ stage, callers, faultEnds }) => {
      await callers.order(150).done;
      await stage.redis.start();
      faultEnds();
    },
  },
  during(10, 'Redis is killed and comes back, 3 times', ({ stage: { redis } }) =>
    repeat(3, async () => {
      await redis.kill();
      await pause(700);
      await redis.start();
    }),
  ),
  during(
    10,
    'Redis is flushed, 10 times',
    ({ stage: { redis } }) =>
      repeat(10, async () => {
        await redis.command('FLUSHALL');
        await pause(150);
      }),
    { short: true },
  ),
  during(
    10,
    'Redis is read-only for 4 s',
    async ({ stage: { redis } }) => {
      await redis.command('REPLICAOF', '127.0.0.1', '1');
      await pause(4_000);
      await redis.command('REPLICAOF', 'NO', 'ONE');
    },
    NEEDS_REAL,
  ),
  during(
    10,
    'Redis has no memory left for 4 s',
    async ({ stage: { redis } }) => {
      await redis.command('CONFIG', 'SET', 'maxmemory', '1');
      await pause(4_000);
      await redis.command('CONFIG', 'SET', 'maxmemory', '0');
    },
    NEEDS_REAL,
  ),
  during(10, 'Redis answers 2 s late for 10 s', async ({ stage: { redis } }) => {
    await redis.proxy.break({ kind: 'latency', ms: 1_000, jitterMs: 100 });
    await pause(10_000);
    await redis.proxy.heal();
  }),
  during(10, 'connections to Redis are reset, 20 times', ({ stage: { redis } }) =>
    repeat(20, async () => {
      redis.proxy.resetLinks();
      await pause(150);
    }),
  ),
  during(10, 'Redis is a black hole for 6 s', async ({ stage: { redis } }) => {
    await redis.proxy.break({ kind: 'black-hole' });
    await pause(6_000);
    await redis.proxy.heal();
  }),
];
