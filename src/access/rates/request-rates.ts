import { LruMap } from 'toad-cache';
import { type Buckets } from './bucket.js';
import { type RatePolicy, WINDOW_MS } from './rate-policy.js';

const CAPACITY = 10_000;
/** A process draws this part of a quota at once, so that hardly any call has to wait for Redis. */
const PART = 1_000;

/** What a caller may still do. */
export interface RateState {
  readonly allowed: boolean;
  /** Calls. */
  readonly remaining: number;
  /** Until the quota is whole again, or, when the call is refused, until one may come. */
  readonly waitMs: number;
}

/** What this process has drawn for a caller and not used yet. */
interface Purse {
  calls: number;
  /** In the bucket, after the last draw. */
  left: number;
  fullAtMs: number;
  refusedUntilMs: number;
  drawing?: Promise<void> | undefined;
}

/**
 * How often a caller may call, over all processes. Exact but for a thousandth of the quota in each process, and for what
 * is owed: that is paid with the next call, which waits the longer.
 */
export class RequestRates {
  private readonly purses = new LruMap<Purse>(CAPACITY);

  constructor(
    private readonly buckets: Buckets,
    /** A clock that never goes back. */
    private readonly nowMs: () => number,
  ) {}

  /** One call, if anything is left. */
  take(caller: string, policy: RatePolicy): Promise<RateState> {
    return this.spend(caller, policy, 1, false);
  }

  /** Calls that go in any case, be there too few left. */
  owe(caller: string, policy: RatePolicy, calls: number): Promise<RateState> {
    return this.spend(caller, policy, calls, true);
  }

  private async spend(
    caller: string,
    policy: RatePolicy,
    calls: number,
    inAnyCase: boolean,
  ): Promise<RateState> {
    const name = `${policy.kind}:${caller}`;
    const purse = this.purses.get(name) ?? { calls: 0, left: 0, fullAtMs: 0, refusedUntilMs: 0 };
    this.purses.set(name, purse);
    while (purse.calls < calls) {
      const waitMs = purse.refusedUntilMs - this.nowMs();
      if (waitMs > 0 && inAnyCase) break;
      if (waitMs > 0) return { allowed: false, remaining: 0, waitMs };
      const wanted = Math.max(Math.ceil(policy.quota / PART), calls - purse.calls);
      await (purse.drawing ??= this.draw(name, purse, policy, wanted));
    }
    purse.calls -= calls;
    const remaining = Math.max(0, purse.left + purse.calls);
    return { allowed: true, remaining, waitMs: Math.max(0, purse.fullAtMs - this.nowMs()) };
  }

  private async draw(name: string, purse: Purse, { callMs }: RatePolicy, wanted: number): Promise<void> {
    const { granted, busyMs } = await this.buckets.draw(name, wanted, callMs);
    purse.drawing = undefined;
    if (granted) {
      purse.calls += wanted;
      purse.left = Math.floor((WINDOW_MS - busyMs) / callMs);
      purse.fullAtMs = this.nowMs() + busyMs;
    } else {
      purse.refusedUntilMs = this.nowMs() + busyMs + callMs - WINDOW_MS;
    }
  }
}

/** `RateLimit` and `RateLimit-Policy` of draft-ietf-httpapi-ratelimit-headers. */
export function rateHeaders(
  { kind, quota }: RatePolicy,
  { remaining, waitMs }: RateState,
): Record<'ratelimit' | 'ratelimit-policy', string> {
  return {
    'ratelimit-policy': `"${kind}";q=${quota};w=${WINDOW_MS / 1_000}`,
    ratelimit: `"${kind}";r=${remaining};t=${Math.ceil(waitMs / 1_000)}`,
  };
}
