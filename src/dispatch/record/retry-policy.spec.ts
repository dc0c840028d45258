import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pauseAfter } from './retry-policy.js';

const POLICY = { maxAttempts: 20, backoffMs: 1_000 };
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
    expect(pauseAfter(attempts, POLICY, 1)).toBe(longest);
  });

  it('is half random', () => {
    expect(pauseAfter(3, POLICY, 0)).toBe(2_000);
    expect(pauseAfter(3, POLICY, 0.25)).toBe(2_500);
    expect(pauseAfter(3, POLICY, 0.5)).toBe(3_000);
  });

  it('is whole milliseconds', () => {
    expect(pauseAfter(1, { ...POLICY, backoffMs: 1 }, 0)).toBe(1);
    expect(pauseAfter(1, { ...POLICY, backoffMs: 5 }, 0)).toBe(3);
  });

  it.each([
    [1, 1],
    [2, 1],
    [8, 8],
    [9, 8],
  ])('number %i of at most %i does not come: it was the last', (attempts, maxAttempts) => {
    expect(pauseAfter(attempts, { ...POLICY, maxAttempts }, 0.5)).toBeNull();
  });

  it('is, for any policy, between half of the full pause and all of it, and never over five minutes', () => {
    const policies = fc.record({
      maxAttempts: fc.integer({ min: 1, max: 100 }),
      backoffMs: fc.integer({ min: 1, max: FIVE_MINUTES }),
    });
    const attempts = fc.integer({ min: 1, max: 100 });
    const random = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(policies, attempts, random, (policy, attempt, share) => {
        const pause = pauseAfter(attempt, policy, share);
        if (attempt >= policy.maxAttempts) {
          expect(pause).toBeNull();
          return;
        }
        const full = Math.min(policy.backoffMs * 2 ** (attempt - 1), FIVE_MINUTES);
        expect(pause).toBeGreaterThanOrEqual(full / 2);
        expect(pause).toBeLessThanOrEqual(Math.max(1, full));
      }),
    );
  });
});
