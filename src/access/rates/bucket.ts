import { LruMap } from 'toad-cache';
import { WINDOW_MS } from './rate-policy.js';

/**
 * What a draw came to. `busyMs` is how much of the window is used up afterwards; that time later all of the quota is
 * there again.
 */
export interface Draw {
  readonly granted: boolean;
  readonly busyMs: number;
}

/** Where calls are counted. */
export interface Buckets {
  /** Takes so many calls if there is room for one: the others may go beyond it, and the next then wait longer. */
  draw(name: string, calls: number, callMs: number): Promise<Draw>;
}

/** The one rule of every bucket (GCRA). The script for Redis says the same. */
function drawFrom(busyMs: number, calls: number, callMs: number): Draw {
  return busyMs + callMs <= WINDOW_MS
    ? { granted: true, busyMs: busyMs + calls * callMs }
    : { granted: false, busyMs };
}

const CAPACITY = 10_000;

/** Buckets of this process alone. */
export class LocalBuckets implements Buckets {
  private readonly busyUntil = new LruMap<number>(CAPACITY);

  /** `nowMs`: a clock that never goes back. */
  constructor(private readonly nowMs: () => number) {}

  /** What is known of a bucket that is counted elsewhere. */
  remember(name: string, busyMs: number): void {
    this.busyUntil.set(name, this.nowMs() + busyMs);
  }

  draw(name: string, calls: number, callMs: number): Promise<Draw> {
    const now = this.nowMs();
    const draw = drawFrom(Math.max(0, (this.busyUntil.get(name) ?? 0) - now), calls, callMs);
    this.busyUntil.set(name, now + draw.busyMs);
    return Promise.resolve(draw);
  }
}
