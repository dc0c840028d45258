import { type IdPrefix } from './ids.js';

/** As many digits as the largest bigint of Postgres has: ids of one kind sort as their numbers do. */
const DIGITS = 19;
const LARGEST = 2n ** 63n - 1n;

/** The public id of a row that Postgres numbers, such as `evt_0000000000000000042`. */
export function sequenceId(prefix: IdPrefix, number: bigint): string {
  return `${prefix}_${number.toString().padStart(DIGITS, '0')}`;
}

/** The number in such an id; undefined for anything else. */
export function parseSequenceId(prefix: IdPrefix, id: string): bigint | undefined {
  const digits = id.startsWith(`${prefix}_`) ? id.slice(prefix.length + 1) : '';
  if (digits.length !== DIGITS || !/^\d+$/.test(digits)) return undefined;
  const number = BigInt(digits);
  return number <= LARGEST ? number : undefined;
}
