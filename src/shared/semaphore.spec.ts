import { describe, expect, it } from '@jest/globals';
import { Semaphore } from './semaphore.js';

describe('a semaphore', () => {
  it('lets no more than its number go on at once, in the order in which they came, and each in the end', async () => {
    const semaphore = new Semaphore(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const tasks = [0, 1, 2, 3, 4].map((n) =>
      semaphore.run(async () => {
        begun.push(n);
        await new Promise<void>((resolve) => (ends[n] = resolve));
        return n;
      }),
    );

    expect(begun).toEqual([0, 1]);
    for (const n of [1, 0, 2, 3, 4]) {
      ends[n]?.();
      await tasks[n];
      expect(begun.length).toBeLessThanOrEqual(Math.min(5, ends.filter(Boolean).length));
    }

    expect(begun).toEqual([0, 1, 2, 3, 4]);
    expect(await Promise.all(tasks)).toEqual([0, 1, 2, 3, 4]);
  });

  it('goes on after a task that fails', async () => {
    const semaphore = new Semaphore(1);
    const failed = semaphore.run(() => Promise.reject(new Error('away')));
    const next = semaphore.run(() => Promise.resolve('here'));
    await expect(failed).rejects.toThrow('away');
    expect(await next).toBe('here');
    expect(await semaphore.run(() => Promise.resolve('again'))).toBe('again');
  });
});
