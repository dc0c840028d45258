import { describe, expect, it } from '@jest/globals';
import { type Activity } from '../api/types';
import { toRates, trendText } from './to-rates';

const NONE = { accepted: 0, placed: 0, rejected: 0, failed: 0, held: 0, outcomeUnknown: 0 };
const activity = (...buckets: readonly Partial<typeof NONE>[]): Activity => ({
  stepSeconds: 3_600,
  data: buckets.map((bucket) => ({ from: '2026-11-23T00:00:00.000Z', ...NONE, ...bucket })),
});

describe('the rates of a day', () => {
  it('are against the day before the last seven', () => {
    const day = activity({ accepted: 10, placed: 6 }, { accepted: 2, placed: 3, rejected: 1 });
    const week = activity({ accepted: 60, placed: 50, failed: 4 });
    const weekAndDay = activity({ accepted: 68, placed: 54, failed: 5 });
    expect(toRates(day, week, weekAndDay)).toEqual([
      { name: 'Accepted', unit: 'orders', now: 12, before: 8 },
      { name: 'Placed', unit: 'orders', now: 9, before: 4 },
      { name: 'Rejected', unit: 'orders', now: 1, before: 0 },
      { name: 'Failed', unit: 'orders', now: 0, before: 1 },
      { name: 'Success rate', unit: '%', now: 90, before: 80 },
    ]);
  });

  it('have no success rate where nothing was settled', () => {
    const quiet = activity({ accepted: 1 });
    expect(toRates(quiet, quiet, quiet)[4]).toMatchObject({ now: null, before: null });
  });

  it.each([
    ['orders', 12, 8, '+50 % (8 a week ago)'],
    ['orders', 3, 4, '−25 % (4 a week ago)'],
    ['orders', 4, 4, 'same as a week ago'],
    ['orders', 4, 0, 'none a week ago'],
    ['%', 90, 92, '−2 points (92 % a week ago)'],
    ['%', 90, null, 'none a week ago'],
    ['%', null, 90, '90 % a week ago'],
  ] as const)('say %s %j after %j as %j', (unit, now, before, text) => {
    expect(trendText({ name: 'Any', unit, now, before })).toBe(text);
  });
});
