import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type Connection } from '../../platform/queues/connection.js';
import { type Buckets, type Draw, LocalBuckets } from './bucket.js';
import { WINDOW_MS } from './rate-policy.js';

/** No call waits longer for a Redis that does not answer. */
const ANSWERS_WITHIN_MS = 200;
/** Nor is it asked again so soon. */
const PAUSE_MS = 1_000;
const WARN_EVERY_MS = 60_000;

/** `drawFrom` on the clock of Redis, in microseconds. A key goes when its bucket is full again. */
const SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local window, calls, call = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local busy = math.max(0, tonumber(redis.call('GET', KEYS[1]) or '0') - now)
if busy + call > window then return {0, busy} end
busy = busy + calls * call
redis.call('SET', KEYS[1], string.format('%.0f', now + busy), 'PX', math.ceil(busy / 1000))
return {1, busy}`;

/** Buckets that all processes share in Redis. While it is away or slow, each process goes on with what it knows of them. */
export class SharedBuckets implements Buckets {
  private readonly logger = new Logger('RequestRates');
  private readonly own: LocalBuckets;
  private askAgainAt = 0;
  private warnAgainAt = 0;

  constructor(
    private readonly redis: Pick<Connection['redis'], 'eval'>,
    private readonly prefix: string,
    private readonly nowMs: () => number,
    private readonly answersWithinMs = ANSWERS_WITHIN_MS,
  ) {
    this.own = new LocalBuckets(nowMs);
  }

  async draw(name: string, calls: number, callMs: number): Promise<Draw> {
    const shared = this.nowMs() < this.askAgainAt ? null : await this.ask(name, calls, callMs);
    return shared ?? this.own.draw(name, calls, callMs);
  }

  private async ask(name: string, calls: number, callMs: number): Promise<Draw | null> {
    const key = `${this.prefix}:rates:${name}`;
    const answered = new AbortController();
    try {
      const answer = await Promise.race([
        this.redis.eval(SCRIPT, 1, key, toMicros(WINDOW_MS), calls, toMicros(callMs)),
        this.late(answered.signal),
      ]);
      const [granted, busy] = answer as [number, number];
      const busyMs = busy / 1_000;
      this.own.remember(name, busyMs);
      return { granted: granted === 1, busyMs };
    } catch (error) {
      this.leaveAlone(error);
      return null;
    } finally {
      answered.abort();
    }
  }

  /** An answer that came while this process was busy itself is read first. */
  private async late(signal: AbortSignal): Promise<never> {
    await pause(this.answersWithinMs, undefined, { signal });
    await nextTurn(undefined, { signal });
    throw new Error('no answer in time');
  }

  private leaveAlone(error: unknown): void {
    const now = this.nowMs();
    this.askAgainAt = now + PAUSE_MS;
    if (now < this.warnAgainAt) return;
    this.warnAgainAt = now + WARN_EVERY_MS;
    this.logger.warn({ err: error }, 'Redis does not count calls; each process counts its own for now');
  }
}

/** Never more than it is, or the last call of a quota would not fit. */
function toMicros(ms: number): number {
  return Math.floor(ms * 1_000);
}
