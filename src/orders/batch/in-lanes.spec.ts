import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inLanes } from './in-lanes.js';

interface Item {
  readonly name: number;
  readonly tags: readonly string[];
  /** Turns of the event loop that the work takes. */
  readonly turns: number;
}

const items = fc
  .array(
    fc.record({
      tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 }),
      turns: fc.nat(5),
    }),
    { maxLength: 40 },
  )
  .map((drawn) => drawn.map((item, name) => ({ ...item, name })));

/** Runs them and writes down who began and ended when, and how many were at work at most. */
async function run(list: readonly Item[], lanes: number) {
  const log: string[] = [];
  let [working, most] = [0, 0];
  const results = await inLanes(
    list,
    lanes,
    ({ tags }) => tags,
    async ({ name, turns }) => {
      working += 1;
      most = Math.max(most, working);
      log.push(`begin ${name}`);
      for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
      log.push(`end ${name}`);
      working -= 1;
      return name;
    },
  );
  return { log, most, results };
}

describe('work in lanes', () => {
  it('gives every result at the place of its item, and keeps to the lanes', async () => {
    await fc.assert(
      fc.asyncProperty(items, fc.integer({ min: 1, max: 8 }), async (list, lanes) => {
        const { results, most } = await run(list, lanes);
        expect(results).toEqual(list.map(({ name }) => name));
        expect(most).toBeLessThanOrEqual(lanes);
      }),
    );
  });

  it('begins no item before the earlier ones that share a tag have ended', async () => {
    await fc.assert(
      fc.asyncProperty(items, fc.integer({ min: 1, max: 8 }), async (list, lanes) => {
        const { log } = await run(list, lanes);
        for (const later of list) {
          const sharing = list.filter(
            ({ name, tags }) => name < later.name && tags.some((tag) => later.tags.includes(tag)),
          );
          for (const { name } of sharing) {
            expect(log.indexOf(`end ${name}`)).toBeLessThan(log.indexOf(`begin ${later.name}`));
          }
        }
      }),
    );
  });

  it('uses all lanes where nothing is shared', async () => {
    const list = Array.from({ length: 20 }, (_item, name) => ({ name, tags: [`${name}`], turns: 3 }));
    expect((await run(list, 5)).most).toBe(5);
  });
});
