import { describe, expect, it, jest } from '@jest/globals';
import { Fresh } from './fresh.js';

describe('a result that is looked up now and then', () => {
  it('is shared while it is fresh, and looked up again after that', async () => {
    jest.useFakeTimers();
    let looks = 0;
    const fresh = new Fresh(1_000, () => Promise.resolve((looks += 1)));

    expect(await Promise.all([fresh.get(), fresh.get()])).toEqual([1, 1]);
    await jest.advanceTimersByTimeAsync(999);
    expect(await fresh.get()).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(await fresh.get()).toBe(2);
    jest.useRealTimers();
  });
});
