import { expect, test } from '@jest/globals';
import { retryAfterMs } from './http-verdict.js';

const NOW = new Date('2026-11-22T22:00:00Z');
const DAY_MS = 86_400_000;

test.each([
  ['0', 0],
  ['7', 7_000],
  [' 120 ', 120_000],
  ['999999999', DAY_MS],
  ['Sun, 22 Nov 2026 22:01:30 GMT', 90_000],
  ['Sunday, 22-Nov-26 22:01:30 GMT', 90_000],
  ['Sun, 22 Nov 2026 21:00:00 GMT', 0],
  ['Sun, 22 Nov 2099 21:00:00 GMT', DAY_MS],
  [null, null],
  ['', null],
  ['-5', null],
  ['1.5', null],
  ['9999999999', null],
  ['soon', null],
  ['2026', 2_026_000],
  ['2026-11-22T22:01:30Z', null],
  ['Sun, 99 Nov 2026 22:01:30 GMT', null],
])('Retry-After %j means %p ms', (header, delayMs) => {
  expect(retryAfterMs(header, NOW)).toBe(delayMs);
});
