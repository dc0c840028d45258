import { monotonicFactory } from 'ulid';

export type IdPrefix = 'ord' | 'cli' | 'key' | 'evt' | 'whk' | 'dlv';
export type Id<P extends IdPrefix> = `${P}_${string}`;

const nextUlid = monotonicFactory();

/** A new id such as `ord_01JD…`: sortable by time of birth, which is what "newest first" means in every list. */
export function newId<P extends IdPrefix>(prefix: P): Id<P> {
  return `${prefix}_${nextUlid()}`;
}

const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** Whether a value from outside can be an id of this kind; anything else need not reach the database. */
export function isId<P extends IdPrefix>(prefix: P, value: string): value is Id<P> {
  return value.startsWith(`${prefix}_`) && ULID.test(value.slice(prefix.length + 1));
}
