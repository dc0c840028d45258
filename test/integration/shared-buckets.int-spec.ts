import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { policyFor } from '../../src/access/rates/rate-policy.js';
import { RequestRates } from '../../src/access/rates/request-rates.js';
import { SharedBuckets } from '../../src/access/rates/shared-buckets.js';
import { Connection } from '../../src/platform/queues/connection.js';
import { type BrokenLine, lineTo } from '../support/broken-line.js';
import { redisPrefix, redisUrl } from '../support/servers.js';

const QUOTA = 100;
const POLICY = policyFor('changes', 'client', { reads: 0, orders: 0, changes: QUOTA / 10 })!;
/** No busy machine makes it fall back. */
const PATIENCE_MS = 20_000;
const SHORT_MS = 20;

const nowMs = (): number => performance.now();

describe('calls that several processes count in Redis', () => {
  let line: BrokenLine;
  let connections: readonly Connection[];
  let prefix: string;
  beforeAll(async () => {
    // that Redis is away is told
    Logger.overrideLogger(false);
    line = await lineTo(redisUrl());
    connections = Array.from({ length: 3 }, () => new Connection(line.url, 'producer'));
    await Promise.all(connections.map(({ redis }) => new Promise((resolve) => redis.once('ready', resolve))));
  });
  beforeEach(() => {
    prefix = redisPrefix();
  });
  afterAll(async () => {
    connections.forEach((connection) => connection.onApplicationShutdown());
    await line.close();
  });

  const processes = (patienceMs: number): RequestRates[] =>
    connections.map(
      ({ redis }) => new RequestRates(new SharedBuckets(redis, prefix, nowMs, patienceMs), nowMs),
    );
  const call = async (rates: readonly RequestRates[], times: number): Promise<number> => {
    const states = await Promise.all(
      Array.from({ length: times }, (_, n) => rates[n % rates.length]!.take('cli_a', POLICY)),
    );
    return states.filter(({ allowed }) => allowed).length;
  };

  it('are as many as one client may, together', async () => {
    const allowed = await call(processes(PATIENCE_MS), 3 * QUOTA);
    // one more comes back every six seconds
    expect([QUOTA, QUOTA + 1]).toContain(allowed);
    const { redis } = connections[0]!;
    const keys = await redis.keys(`${prefix}:*`);
    expect(keys).toEqual([`${prefix}:rates:changes:cli_a`]);
    expect(await redis.pttl(keys[0] ?? '')).toBeGreaterThan(0);
  });

  it('go on in each process while Redis does not answer, or is away, and are limited there', async () => {
    const rates = processes(SHORT_MS);
    line.freeze();
    const alone = await call(rates, 4 * QUOTA);
    expect(alone).toBeGreaterThanOrEqual(3 * QUOTA);
    expect(alone).toBeLessThan(4 * QUOTA);
    line.thaw();

    line.cut();
    const away = await call(processes(SHORT_MS), 4 * QUOTA);
    expect(away).toBeGreaterThanOrEqual(3 * QUOTA);
    expect(away).toBeLessThan(4 * QUOTA);
    line.mend();
  });
});
