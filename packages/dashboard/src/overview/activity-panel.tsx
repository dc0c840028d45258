import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type JSX, lazy, Suspense } from 'react';
import { useSearchParams } from 'wouter';
import { get } from '../api/request';
import { type Activity } from '../api/types';
import { Section } from '../parts/page';
import { EmptyState, ErrorState, LoadingState } from '../parts/states';

const SPANS = [
  { value: '3', label: 'last 3 hours' },
  { value: '24', label: 'last 24 hours' },
  { value: '168', label: 'last 7 days' },
  { value: '720', label: 'last 30 days' },
];
const DEFAULT_HOURS = '24';
const LOOK_EVERY_MS = 60_000;

/** The chart's library is the largest part of the page: the rest need not wait for it. */
const ActivityChart = lazy(() => import('./activity-chart'));

export function ActivityPanel(): JSX.Element {
  const [query, setQuery] = useSearchParams();
  const given = query.get('hours') ?? '';
  const hours = SPANS.some(({ value }) => value === given) ? given : DEFAULT_HOURS;
  const activity = useQuery({
    queryKey: ['activity', hours],
    queryFn: () => get<Activity>(`/v1/ops/activity?hours=${hours}`),
    refetchInterval: LOOK_EVERY_MS,
    placeholderData: keepPreviousData,
  });
  return (
    <Section
      title="Orders over time"
      aside={
        <NativeSelect
          aria-label="Period"
          data={SPANS}
          value={hours}
          onChange={(event) => setQuery({ hours: event.currentTarget.value })}
        />
      }
    >
      {activity.isPending && <LoadingState lines={6} />}
      {activity.isError && <ErrorState error={activity.error} onRetry={() => void activity.refetch()} />}
      {activity.data && <Content activity={activity.data} />}
    </Section>
  );
}

function Content({ activity }: { readonly activity: Activity }): JSX.Element {
  const isQuiet = activity.data.every(({ from: _from, ...counts }) =>
    Object.values(counts).every((count) => count === 0),
  );
  if (isQuiet) return <EmptyState title="No orders in this period" />;
  return (
    <Suspense fallback={<LoadingState lines={6} />}>
      <ActivityChart activity={activity} />
    </Suspense>
  );
}
