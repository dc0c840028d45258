import { type Activity } from '../api/types';

/** A number of the last 24 hours, and the same of those hours a week ago. */
export interface Rate {
  readonly name: string;
  readonly unit: 'orders' | '%';
  /** Null: there was nothing to make it of. */
  readonly now: number | null;
  readonly before: number | null;
}

type Counts = Omit<Activity['data'][number], 'from'>;

/** Of the activity of the last day, of seven days, and of eight: the eighth is the same weekday a week ago. */
export function toRates(day: Activity, week: Activity, weekAndDay: Activity): readonly Rate[] {
  const now = (name: keyof Counts): number => sumOf(day, name);
  // they are asked for one after another: an order may leave one between
  const before = (name: keyof Counts): number => Math.max(0, sumOf(weekAndDay, name) - sumOf(week, name));
  const rate = (count: typeof now): number | null => {
    const settled = count('placed') + count('rejected') + count('failed');
    return settled === 0 ? null : Math.round((count('placed') / settled) * 100);
  };
  const counted = (name: string, of: keyof Counts): Rate => ({
    name,
    unit: 'orders',
    now: now(of),
    before: before(of),
  });
  return [
    counted('Accepted', 'accepted'),
    counted('Placed', 'placed'),
    counted('Rejected', 'rejected'),
    counted('Failed', 'failed'),
    { name: 'Success rate', unit: '%', now: rate(now), before: rate(before) },
  ];
}

const sumOf = ({ data }: Activity, name: keyof Counts): number =>
  data.reduce((sum, bucket) => sum + bucket[name], 0);

/** `+25 % (12 a week ago)`; of a share, in points. */
export function trendText({ unit, now, before }: Rate): string {
  if (before === null || (unit === 'orders' && before === 0)) return 'none a week ago';
  if (now === null) return `${shown(before, unit)} a week ago`;
  if (now === before) return 'same as a week ago';
  const change = unit === '%' ? now - before : Math.round((now / before - 1) * 100);
  const sign = change < 0 ? '−' : '+';
  return `${sign}${Math.abs(change)} ${unit === '%' ? 'points' : '%'} (${shown(before, unit)} a week ago)`;
}

const shown = (value: number, unit: Rate['unit']): string => (unit === '%' ? `${value} %` : String(value));
