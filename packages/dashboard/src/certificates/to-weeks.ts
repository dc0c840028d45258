const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
export const WEEKS = 13;

export interface Week<Item> {
  readonly from: string;
  readonly until: string;
  readonly items: readonly Item[];
}

/** The next thirteen weeks from now on, each with what ends in it. What has ended already is in none. */
export function toWeeks<Item>(
  items: readonly Item[],
  endOf: (item: Item) => string | null,
  now: number,
): readonly Week<Item>[] {
  return Array.from({ length: WEEKS }, (_, week) => {
    const from = now + week * WEEK_MS;
    const isIn = (end: string | null): boolean =>
      end !== null && Date.parse(end) >= from && Date.parse(end) < from + WEEK_MS;
    return {
      from: new Date(from).toISOString(),
      until: new Date(from + WEEK_MS).toISOString(),
      items: items.filter((item) => isIn(endOf(item))),
    };
  });
}
