import { createHash, randomBytes } from 'node:crypto';
import { type Clock } from '../shared/clock.js';
import { BoundedMap } from './bounded-map.js';

/** So many failures may come at once; then one more for each second that passes. */
const BURST = 50;
const SECOND_MS = 1_000;
/** Many may be under way when the first of them fails. */
const LONGEST_WAIT_SECONDS = 30;
/** Of each kind of memory; some 100 bytes an entry. */
const CAPACITY = 10_000;

/** Who tries to get in: from where, and by which key id, if it has the form of a key. */
export interface LoginAttempt {
  readonly network: string;
  readonly keyId?: string | undefined;
  readonly token: string;
}

interface Bucket {
  readonly failures: number;
  readonly atMs: number;
}

/**
 * Slows down who tries keys that are not valid, by network and by key id, before anything is asked of the database.
 * Only failures count. Behind a proxy or a NAT many callers have one address, so a key that was valid from a network
 * goes on working from there however many others fail. This process's memory alone: a start forgets.
 */
export class FailedLogins {
  private readonly buckets = new BoundedMap<Bucket>(CAPACITY);
  private readonly valid = new BoundedMap<true>(CAPACITY);
  private readonly salt = randomBytes(32);

  constructor(private readonly clock: Clock) {}

  /** Milliseconds until this attempt may be made; 0: now. */
  waitMs(attempt: LoginAttempt): number {
    if (this.valid.get(this.fingerprint(attempt)) === true) return 0;
    const excess = Math.max(...bucketsOf(attempt).map((name) => this.failuresOf(name))) - (BURST - 1);
    return excess > 0 ? Math.ceil(excess * SECOND_MS) : 0;
  }

  failed(attempt: LoginAttempt): void {
    for (const name of bucketsOf(attempt)) {
      const failures = Math.min(this.failuresOf(name) + 1, BURST - 1 + LONGEST_WAIT_SECONDS);
      this.buckets.set(name, { failures, atMs: this.clock.now().getTime() });
    }
  }

  succeeded(attempt: LoginAttempt): void {
    this.valid.set(this.fingerprint(attempt), true);
  }

  private failuresOf(name: string): number {
    const bucket = this.buckets.get(name);
    if (!bucket) return 0;
    const passedMs = Math.max(0, this.clock.now().getTime() - bucket.atMs);
    return Math.max(0, bucket.failures - passedMs / SECOND_MS);
  }

  /** No token is kept, and no hash that could be tried elsewhere. */
  private fingerprint({ network, token }: LoginAttempt): string {
    return createHash('sha256').update(this.salt).update(`${network} ${token}`).digest('base64');
  }
}

function bucketsOf({ network, keyId }: LoginAttempt): string[] {
  return [network, ...(keyId === undefined ? [] : [keyId])];
}
