import { randomBytes } from 'node:crypto';
import { encodeTime, monotonicFactory, TIME_LEN } from 'ulid';

export type IdPrefix = 'ord' | 'cli' | 'key' | 'evt' | 'whk' | 'dlv' | 'aud' | 'ntf' | 'txt' | 'ses';
export type Id<P extends IdPrefix> = `${P}_${string}`;

const POOL_BYTES = 4096;
let pool = randomBytes(POOL_BYTES);
let taken = 0;

/** A secure random number from 0 to 1. One call to the system makes thousands: an id needs sixteen of them. */
function random(): number {
  if (taken === POOL_BYTES) {
    pool = randomBytes(POOL_BYTES);
    taken = 0;
  }
  return pool.readUInt8(taken++) / 256;
}

/** Sortable by time of birth, also within a millisecond of one process. */
export const nextUlid = monotonicFactory(random);

/** A new id such as `ord_01JD…`: sortable by time of birth, which is what "newest first" means in every list. */
export function newId<P extends IdPrefix>(prefix: P): Id<P> {
  return `${prefix}_${nextUlid()}`;
}

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** Whether a value from outside can be an id of this kind; anything else need not reach the database. */
export function isId<P extends IdPrefix>(prefix: P, value: string): value is Id<P> {
  return value.startsWith(`${prefix}_`) && ULID.test(value.slice(prefix.length + 1));
}

/** Ids that sort below this one were born before the time, those above at it or later, by the clock that made them. */
export function idBornAt(prefix: IdPrefix, time: Date): string {
  // no id is older than 1970
  return `${prefix}_${encodeTime(Math.max(0, time.getTime()), TIME_LEN)}`;
}
