import { FifoMap } from 'toad-cache';
import { type Clock } from '../shared/clock.js';
import { GatewayError } from '../shared/gateway-error.js';
import { networkOf } from './network-of.js';

/** So many failures may come at once; then one more for each second that passes. */
const BURST = 50;
const SECOND_MS = 1_000;
/** Networks that are remembered; some 100 bytes each. */
const CAPACITY = 10_000;

interface Bucket {
  readonly failures: number;
  readonly atMs: number;
}

/**
 * Counts what came to a door with something that is not valid, by network, and tells who does so too often to wait.
 * Only failures count, and only after a look at what was shown. This process's memory alone: a start forgets.
 */
export class FailedLogins {
  private readonly buckets = new FifoMap<Bucket>(CAPACITY);

  constructor(private readonly clock: Clock) {}

  /** Throws `authentication-throttled` while too many failures came from the address. */
  throttle(address: string): void {
    const excess = this.failuresOf(networkOf(address)) - (BURST - 1);
    if (excess <= 0) return;
    throw new GatewayError('authentication-throttled', { retryAfterMs: Math.round(excess * SECOND_MS) });
  }

  /** Throws as `throttle` does when there were too many before this one; then it counts for nothing. */
  failed(address: string): void {
    this.throttle(address);
    const network = networkOf(address);
    const failures = this.failuresOf(network) + 1;
    // the oldest failure is forgotten first, however often somebody looks
    this.buckets.delete(network);
    this.buckets.set(network, { failures, atMs: this.clock.now().getTime() });
  }

  private failuresOf(network: string): number {
    const bucket = this.buckets.get(network);
    if (!bucket) return 0;
    const passedMs = Math.max(0, this.clock.now().getTime() - bucket.atMs);
    return Math.max(0, bucket.failures - passedMs / SECOND_MS);
  }
}
