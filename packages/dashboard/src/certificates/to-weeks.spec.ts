import { describe, expect, it } from '@jest/globals';
import { toWeeks } from './to-weeks';

const NOW = Date.parse('2026-11-30T12:00:00.000Z');

describe('the calendar of what ends', () => {
  it('has thirteen weeks from now on, each with its own', () => {
    const ends = ['2026-11-30T12:00:00.000Z', '2026-12-07T11:59:59.999Z', '2026-12-07T12:00:00.000Z'];
    const weeks = toWeeks([...ends, '2026-11-30T11:59:59.999Z', null], (end) => end, NOW);
    expect(weeks).toHaveLength(13);
    expect(weeks[0]).toEqual({ from: ends[0], until: ends[2], items: ends.slice(0, 2) });
    expect(weeks[1]?.items).toEqual(ends.slice(2));
    expect(weeks.slice(2).flatMap(({ items }) => items)).toEqual([]);
  });
});
