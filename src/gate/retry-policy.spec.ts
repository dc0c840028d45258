import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pauseAfter, throttledMs } from './retry-policy.js';

const FIVE_MINUTES = 300_000;

describe('the pause after an attempt', () => {
  it.each([
    [1, 1_000],
    [2, 2_000],
    [3, 4_000],
    [8, 128_000],
    [9, 256_000],
    [10, FIVE_MINUTES],
    [19, FIVE_MINUTES],
  ])('number %i is at most %i ms: it doubles up to five minutes', (attempts, longest) => {
    expect(pauseAfter(attempts, 1_000, 1)).toBe(longest);
  });

  it('is half random', () => {
    expect(pauseAfter(3, 1_000, 0)).toBe(2_000);
    expect(pauseAfter(3, 1_000, 0.25)).toBe(2_500);
    expect(pauseAfter(3, 1_000, 0.5)).toBe(3_000);
  });

  it('is whole milliseconds', () => {
    expect(pauseAfter(1, 1, 0)).toBe(1);
    expect(pauseAfter(1, 5, 0)).toBe(3);
  });

  it('is, for any first pause, between half of the full pause and all of it, and never over five minutes', () => {
    const backoffs = fc.integer({ min: 1, max: FIVE_MINUTES });
    const attempts = fc.integer({ min: 1, max: 100 });
    const random = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(backoffs, attempts, random, (backoffMs, attempt, share) => {
        const pause = pauseAfter(attempt, backoffMs, share);
        const full = Math.min(backoffMs * 2 ** (attempt - 1), FIVE_MINUTES);
        expect(pause).toBeGreaterThanOrEqual(full / 2);
        expect(pause).toBeLessThanOrEqual(Math.max(1, full));
      }),
    );
  });
});

describe('a pause that Sectigo asks for', () => {
  it.each([
    ['as long as it says', 12_000, 12_000],
    ['nothing, if it says so', 0, 0],
    ['thirty first pauses, if it does not say', null, 30_000],
  ])('is %s', (_, retryAfterMs, pauseMs) => {
    expect(throttledMs(retryAfterMs, 1_000)).toBe(pauseMs);
  });
});
