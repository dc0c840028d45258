import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toCoarser } from './to-coarser';

const bucket = (at: number, accepted: number) => ({
  from: new Date(at * 900_000).toISOString(),
  accepted,
  placed: accepted,
  rejected: 0,
  failed: 0,
  held: 0,
  outcomeUnknown: 0,
});

describe('fewer bars', () => {
  it('are as many as asked for at most, with the same total, from the same beginning', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(9), { minLength: 1, maxLength: 97 }),
        fc.integer({ min: 1, max: 48 }),
        (counts, most) => {
          const data = counts.map((count, at) => bucket(at, count));
          const coarser = toCoarser({ stepSeconds: 900, data }, most);
          const total = (of: readonly { readonly accepted: number }[]): number =>
            of.reduce((sum, { accepted }) => sum + accepted, 0);
          expect(coarser.data.length).toBeLessThanOrEqual(most);
          expect(total(coarser.data)).toBe(total(data));
          expect(coarser.data[0]?.from).toBe(data[0]?.from);
          expect(coarser.stepSeconds % 900).toBe(0);
        },
      ),
    );
  });
});
