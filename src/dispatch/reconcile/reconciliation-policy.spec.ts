import { describe, expect, it } from '@jest/globals';
import { pauseAfterCheck } from './reconciliation-policy.js';

describe('the pause between two checks', () => {
  it.each([
    [0, 60_000],
    [1, 120_000],
    [5, 1_920_000],
    [6, 3_600_000],
    [2_000, 3_600_000],
  ])('after %i checks of a minute’s interval is %i ms: it doubles up to an hour', (checks, pauseMs) => {
    expect(pauseAfterCheck(checks, 60_000)).toBe(pauseMs);
  });

  it('is never shorter than an interval of more than an hour', () => {
    expect(pauseAfterCheck(3, 7_200_000)).toBe(7_200_000);
  });
});
