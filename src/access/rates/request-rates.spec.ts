import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Buckets, type Draw, LocalBuckets } from './bucket.js';
import { policyFor, type RatePolicy, WINDOW_MS } from './rate-policy.js';
import { rateHeaders, RequestRates, type RateState } from './request-rates.js';

const policy = (perMinute: number): RatePolicy => {
  const found = policyFor('changes', 'client', { reads: 0, orders: 0, changes: perMinute });
  if (found === null) throw new Error('no limit');
  return found;
};

/** Counts how often it is asked, and answers after everybody has had a turn. */
class SlowBuckets implements Buckets {
  draws = 0;
  constructor(private readonly buckets: Buckets) {}

  async draw(name: string, calls: number, callMs: number): Promise<Draw> {
    this.draws += 1;
    await new Promise((resolve) => setImmediate(resolve));
    return this.buckets.draw(name, calls, callMs);
  }
}

describe('the rate of calls', () => {
  let ms: number;
  let buckets: SlowBuckets;
  let processes: readonly RequestRates[];
  beforeEach(() => {
    ms = 0;
    const now = (): number => ms;
    buckets = new SlowBuckets(new LocalBuckets(now));
    processes = Array.from({ length: 3 }, () => new RequestRates(buckets, now));
  });
  /** How many of so many calls are allowed, made in parallel by all processes in turn. */
  const call = async (times: number, limit: RatePolicy, caller = 'cli_a'): Promise<number> => {
    const states = await Promise.all(
      Array.from({ length: times }, (_, n) => processes[n % processes.length]!.take(caller, limit)),
    );
    return states.filter(({ allowed }) => allowed).length;
  };

  it('is ten minutes’ worth at once over all processes, then one after the other', async () => {
    expect(await call(100, policy(6))).toBe(60);
    ms += 9_999;
    expect(await call(100, policy(6))).toBe(0);
    // the refusals said to come back after ten seconds
    ms += 1;
    expect(await call(100, policy(6))).toBe(1);
    ms += 2 * WINDOW_MS;
    expect(await call(100, policy(6))).toBe(60);
  });

  it('is nobody else’s', async () => {
    expect(await call(100, policy(1))).toBe(10);
    expect(await call(100, policy(1), 'cli_b')).toBe(10);
  });

  it('goes with any part of what is left for a call that turns out to be many, and what follows waits the longer', async () => {
    const limit = policy(6);
    const rates = processes[0]!;
    const batch = async (calls: number): Promise<RateState> => {
      const begun = await rates.take('cli_a', limit);
      return begun.allowed ? rates.owe('cli_a', limit, calls - 1) : begun;
    };
    expect(await batch(50)).toMatchObject({ allowed: true, remaining: 10 });
    expect(await batch(50)).toMatchObject({ allowed: true, remaining: 0 });
    expect(await batch(50)).toEqual({ allowed: false, remaining: 0, waitMs: 410_000 });
    ms += 410_000;
    expect(await call(10, limit)).toBe(1);
  });

  it('is paid in full by whoever has just one left, and asks for much, again and again', async () => {
    const limit = policy(6);
    const rates = processes[0]!;
    expect(await call(59, limit)).toBe(59);
    let calls = 59;
    for (; ms < 10 * WINDOW_MS; ms += 1_000) {
      if (!(await rates.take('cli_a', limit)).allowed) continue;
      await rates.owe('cli_a', limit, 49);
      calls += 50;
    }
    // 60 at once and 60 in each window, and the last to be paid yet
    expect(calls).toBeLessThanOrEqual(60 + 10 * 60 + 50);
  });

  it('costs one question for a thousandth of the quota, and none for what is refused', async () => {
    const limit = policy(1_000);
    expect(await call(300, limit)).toBe(300);
    expect(buckets.draws).toBe(30);
    let allowed = 300;
    for (let rounds = 0; rounds < 200; rounds += 1) allowed += await call(60, limit);
    expect(allowed).toBe(10_000);
    const asked = buckets.draws;
    expect(await call(1_000, limit)).toBe(0);
    expect(buckets.draws).toBe(asked);
  });

  it('is told in the words of the draft', async () => {
    const limit = policy(6);
    const [rates] = processes;
    expect(rateHeaders(limit, await rates!.take('cli_a', limit))).toEqual({
      'ratelimit-policy': '"changes";q=60;w=600',
      ratelimit: '"changes";r=59;t=10',
    });
    await call(100, limit);
    expect(rateHeaders(limit, await rates!.take('cli_a', limit))).toMatchObject({
      ratelimit: '"changes";r=0;t=10',
    });
  });

  it('is three times as much for operators, and without limit where none is set', () => {
    const perMinute = { reads: 10, orders: 0, changes: 0 };
    expect(policyFor('reads', 'client', perMinute)).toMatchObject({ quota: 100 });
    expect(policyFor('reads', 'operator', perMinute)).toMatchObject({ quota: 300 });
    expect(policyFor('orders', 'operator', perMinute)).toBeNull();
  });
});
