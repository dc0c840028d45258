import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { isCut, readPages } from '../api/read-pages';
import { type Order } from '../api/types';
import { DaysLeft } from '../parts/days-left';
import { counted, inDays, timeZone } from '../parts/format';
import { PageLink } from '../parts/link';
import { Moment } from '../parts/moment';
import { useNow } from '../parts/now';
import { Section } from '../parts/page';
import { EmptyState, ErrorState, LoadingState } from '../parts/states';
import { CutNote, OrderTable } from './order-list';
import { toWeeks, WEEKS } from './to-weeks';
import { WeekBars } from './week-bars';

const DAYS = WEEKS * 7;
const endOf = ({ certificate }: Order): string | null => certificate?.expiresAt ?? null;

/** Certificates that expire in the next thirteen weeks, per week and as a list; those without a renewal stand out. */
export function EndingPanel(): JSX.Element {
  const ending = useQuery({
    queryKey: ['orders', 'ending'],
    queryFn: () => readPages<Order>('/v1/orders', { expiresBefore: inDays(DAYS) }),
  });
  return (
    <Section title="Expiring in the next 90 days">
      {ending.isPending && <LoadingState lines={6} />}
      {ending.isError && <ErrorState error={ending.error} onRetry={() => void ending.refetch()} />}
      {ending.data && <Calendar orders={ending.data} />}
    </Section>
  );
}

function Calendar({ orders }: { readonly orders: readonly Order[] }): JSX.Element {
  const weeks = toWeeks(orders, endOf, useNow());
  const [chosen, choose] = useState<number | null>(null);
  const shown = chosen === null ? weeks.flatMap(({ items }) => items) : (weeks[chosen]?.items ?? []);
  const sorted = [...shown].sort((one, other) => ((endOf(one) ?? '') < (endOf(other) ?? '') ? -1 : 1));
  const open = sorted.filter(({ renewedBy }) => renewedBy === null).length;
  if (weeks.every(({ items }) => items.length === 0))
    return <EmptyState title="No certificate expires soon" />;
  return (
    <>
      {isCut(orders) && <CutNote />}
      <WeekBars weeks={weeks} chosen={chosen} onChoose={choose} />
      <p className="lead-line" role="status">
        {counted(sorted.length, 'certificate')} {sorted.length === 1 ? 'expires' : 'expire'}
        {chosen === null ? '' : ' in this week'}, {open === 0 ? 'none' : open} without a renewal.
      </p>
      <p className="lead-line aside">Weeks begin today. Days are in {timeZone()}.</p>
      <OrderTable
        label="Expiring certificates"
        orders={sorted}
        columns={[
          { name: 'Expires', cell: ({ certificate }) => <End at={certificate?.expiresAt ?? null} /> },
          { name: 'Renewal', cell: ({ renewedBy }) => <Renewal id={renewedBy} /> },
        ]}
      />
    </>
  );
}

function End({ at }: { readonly at: string | null }): JSX.Element | null {
  if (at === null) return null;
  return (
    <div>
      <DaysLeft until={at} />
      <div className="aside">
        <Moment at={at} />
      </div>
    </div>
  );
}

function Renewal({ id }: { readonly id: string | null }): JSX.Element {
  if (id === null)
    return (
      <span className="toned" data-tone="doubt">
        not renewed
      </span>
    );
  return <PageLink to={`/orders/${id}`}>ordered</PageLink>;
}
