import { setImmediate } from 'node:timers/promises';

/**
 * Does the work for every item, several at once; items that share a tag come one after the other, in their order.
 * The work must not fail: what it gives is the result, at the place of its item. Others get their turn after each item,
 * also where the work waits for nothing.
 */
export async function inLanes<T, R>(
  items: readonly T[],
  lanes: number,
  tagsOf: (item: T) => readonly string[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const latest = new Map<string, Promise<R>>();
  const queue = items.entries();
  const lane = async (): Promise<void> => {
    for (const [at, item] of queue) {
      const tags = tagsOf(item);
      // items are taken in their order, so the item that this one waits for has already started
      const result = Promise.all(tags.flatMap((tag) => latest.get(tag) ?? [])).then(() => work(item));
      for (const tag of tags) latest.set(tag, result);
      results[at] = await result;
      await setImmediate();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
