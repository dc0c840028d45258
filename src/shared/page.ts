export interface Page<Item> {
  data: Item[];
  nextCursor: string | null;
}

/** A page of what was found: one more than its limit tells that there is a next one. Ids are cursors. */
export function cutPage<Row, Item extends { readonly id: string }>(
  found: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
): Page<Item> {
  const data = found.slice(0, limit).map(toItem);
  return { data, nextCursor: found.length > limit ? (data.at(-1)?.id ?? null) : null };
}
