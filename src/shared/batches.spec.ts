import { describe, expect, it } from '@jest/globals';
import { Batches } from './batches.js';

/** Answers on command. */
class Asked {
  readonly batches: string[][] = [];
  private readonly ends: ((answers: ReadonlyMap<string, string>) => void)[] = [];
  private readonly fails: ((error: Error) => void)[] = [];

  ask = (keys: string[]): Promise<ReadonlyMap<string, string>> => {
    this.batches.push(keys);
    return new Promise((resolve, reject) => {
      this.ends.push(resolve);
      this.fails.push(reject);
    });
  };

  answer(batch: number): void {
    this.ends[batch]?.(new Map(this.batches[batch]?.map((key) => [key, `${key} of ${batch}`])));
  }

  fail(batch: number): void {
    this.fails[batch]?.(new Error('away'));
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('questions in batches', () => {
  it('are asked at once while nothing is under way, and together what comes meanwhile', async () => {
    const asked = new Asked();
    const batches = new Batches(asked.ask);
    const first = batches.get('a');
    await turn();
    const later = ['b', 'c', 'b', 'a'].map((key) => batches.get(key));
    await turn();
    expect(asked.batches).toEqual([['a']]);

    asked.answer(0);
    await turn();
    expect(asked.batches).toEqual([['a'], ['b', 'c', 'a']]);
    asked.answer(1);

    expect(await first).toBe('a of 0');
    expect(await Promise.all(later)).toEqual(['b of 1', 'c of 1', 'b of 1', 'a of 1']);
  });

  it('may have no answer', async () => {
    expect(await new Batches<string, string>(() => Promise.resolve(new Map())).get('a')).toBeUndefined();
  });

  it('fail together, and the next are asked all the same', async () => {
    const asked = new Asked();
    const batches = new Batches(asked.ask);
    const failing = Promise.allSettled([batches.get('a'), batches.get('b')]);
    await turn();
    const next = batches.get('a');
    asked.fail(0);
    expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await turn();
    asked.answer(1);
    expect(await next).toBe('a of 1');
  });

  it('do not wait for a batch that never ends', async () => {
    const asked = new Asked();
    const batches = new Batches(asked.ask);
    void batches.get('a');
    await turn();
    const next = batches.get('b');
    while (asked.batches.length < 2) await turn();
    asked.answer(1);
    expect(await next).toBe('b of 1');
  });
});
