import { get, withQuery } from './request';

interface PageOf<Item> {
  readonly data: readonly Item[];
  readonly nextCursor: string | null;
}

const PAGE = 200;
const MOST_PAGES = 10;

/** Whether there may be more than was read. */
export const isCut = (items: readonly unknown[]): boolean => items.length >= PAGE * MOST_PAGES;

/** A list to its end, or as much of it as a person would ever look through. */
export async function readPages<Item>(
  path: string,
  filter: Readonly<Record<string, string | readonly string[] | undefined>> = {},
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { data, nextCursor } = await get<PageOf<Item>>(
      withQuery(path, { ...filter, limit: String(PAGE), cursor }),
    );
    items.push(...data);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return items;
}
