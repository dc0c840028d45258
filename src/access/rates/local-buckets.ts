import { LruMap } from 'toad-cache';
import { type Buckets, type Draw, drawFrom } from './bucket.js';

const CAPACITY = 10_000;

/** Buckets of this process alone. */
export class LocalBuckets implements Buckets {
  private readonly busyUntil = new LruMap<number>(CAPACITY);

  /** `nowMs`: a clock that never goes back. */
  constructor(private readonly nowMs: () => number) {}

  draw(name: string, calls: number, callMs: number): Promise<Draw> {
    const now = this.nowMs();
    const draw = drawFrom(Math.max(0, (this.busyUntil.get(name) ?? 0) - now), calls, callMs);
    this.busyUntil.set(name, now + draw.busyMs);
    return Promise.resolve(draw);
  }
}
