import { describe, expect, it } from '@jest/globals';
import { Turns } from './turns.js';

const LONG_MS = 60_000;
const SHORT_MS = 1;

/** Ends when it is told to. */
class Task {
  begun = false;
  private finish: () => void = () => undefined;

  readonly run = async (): Promise<void> => {
    this.begun = true;
    await new Promise<void>((resolve) => (this.finish = resolve));
  };

  end(): void {
    this.finish();
  }
}

describe('turns', () => {
  it('are given to so many of a name at once, in the order in which they came', async () => {
    const turns = new Turns(2, LONG_MS);
    const tasks = Array.from({ length: 5 }, () => new Task());
    const runs = tasks.map(({ run }) => turns.run('a', run));
    const begun = (): boolean[] => tasks.map((task) => task.begun);

    expect(begun()).toEqual([true, true, false, false, false]);
    for (const [at, left] of [
      [1, 3],
      [0, 4],
      [2, 5],
    ] as const) {
      tasks[at]!.end();
      await runs[at];
      expect(begun().filter(Boolean)).toHaveLength(left);
      expect(begun().lastIndexOf(true)).toBe(left - 1);
    }
    for (const task of tasks) task.end();
    await Promise.all(runs);
  });

  it('of another name are not waited for', async () => {
    const turns = new Turns(1, LONG_MS);
    const tasks = ['a', 'b'].map((name) => {
      const task = new Task();
      return { task, run: turns.run(name, task.run) };
    });
    expect(tasks.map(({ task }) => task.begun)).toEqual([true, true]);
    for (const { task, run } of tasks) {
      task.end();
      await run;
    }
  });

  it('go on after a task that fails, and after one that came too late', async () => {
    const turns = new Turns(1, SHORT_MS);
    const first = new Task();
    const running = turns.run('a', first.run);
    const late = new Task();
    await expect(turns.run('a', late.run)).rejects.toMatchObject({ code: 'storage-unavailable' });
    expect(late.begun).toBe(false);
    first.end();
    await running;
    await expect(turns.run('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await turns.run('a', () => Promise.resolve('here'))).toBe('here');
  });
});
