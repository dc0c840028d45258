import { counted } from '../parts/format';
import { type OrderFilters } from './order-filters';

interface List {
  readonly shown: number;
  readonly isWhole: boolean;
  readonly filters: OrderFilters;
  /** Of all orders, by status; undefined while it is not known. */
  readonly counts: Readonly<Record<string, number>> | undefined;
}

/** How many orders there are. Where the list goes on, only statuses are counted: of other filters the rest is not known. */
export function toCount({ shown, isWhole, filters, counts }: List): string {
  if (isWhole) return counted(shown, 'order');
  const { status, ...others } = filters;
  if (!counts || Object.values(others).some(Boolean)) return `The first ${counted(shown, 'order')}`;
  const wanted = status.length > 0 ? status : Object.keys(counts);
  const total = wanted.reduce((sum, one) => sum + (counts[one] ?? 0), 0);
  return `${shown} of ${counted(Math.max(total, shown), 'order')}`;
}
