import { type About, ListOf, Text } from './property.js';

type Page<Item> = new () => { data: Item[]; nextCursor: string | null };

const NEXT = 'Send it as `cursor` for the next page; null on the last page.';
export const ONE_PAGE = 'Always null: there is one page.';

/** The answer of a list. */
export function pageOf<Item extends object>(
  item: new () => Item,
  about: string,
  cursor: About = NEXT,
): Page<Item> {
  class PageResponse {
    @ListOf(item, about) data!: Item[];
    @Text.orNull(cursor, null) nextCursor!: string | null;
  }
  return PageResponse;
}
