import { describe, expect, it } from '@jest/globals';
import { toCount } from './to-count';

const COUNTS = { queued: 4, placed: 1_230, held: 2 };

describe('how many orders there are', () => {
  it.each([
    ['the whole list', { shown: 1, isWhole: true, filters: { status: [], q: 'Aurelia' } }, '1 order'],
    ['no filter', { shown: 50, isWhole: false, filters: { status: [] } }, '50 of 1,236 orders'],
    [
      'statuses',
      { shown: 50, isWhole: false, filters: { status: ['placed', 'held'] } },
      '50 of 1,232 orders',
    ],
    ['another filter', { shown: 50, isWhole: false, filters: { status: [], q: 'a' } }, 'The first 50 orders'],
  ])('%s', (_, list, text) => expect(toCount({ ...list, counts: COUNTS })).toBe(text));

  it('is no number while none is known', () => {
    const list = { shown: 50, isWhole: false, filters: { status: [] }, counts: undefined };
    expect(toCount(list)).toBe('The first 50 orders');
  });
});
