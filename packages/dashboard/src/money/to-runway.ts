const DAY_MS = 86_400_000;

/** How long the balance lasts. */
export interface Runway {
  /** What a day cost on average. */
  readonly perDay: number;
  readonly days: number;
  readonly endsOn: Date;
}

/** At the pace of these days; null where nothing was spent in them. A balance below zero lasts no day. */
export function toRunway(
  available: string,
  days: readonly { readonly total: string }[],
  now: number,
): Runway | null {
  const spent = days.reduce((sum, { total }) => sum + Number(total), 0);
  if (days.length === 0 || spent <= 0) return null;
  const perDay = spent / days.length;
  const left = Math.max(0, Math.floor(Number(available) / perDay));
  return { perDay, days: left, endsOn: new Date(now + left * DAY_MS) };
}

/** `2026-11` → `2026-10`; with 1, `2026-12`. */
export function monthBeside(month: string, step: -1 | 1): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + step, 1)).toISOString().slice(0, 7);
}
