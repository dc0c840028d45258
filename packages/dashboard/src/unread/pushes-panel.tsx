import { useInfiniteQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { get, withQuery } from '../api/request';
import { type Push, type PushPage } from '../api/types';
import { DataTable } from '../parts/data-table';
import { LoadMore } from '../parts/load-more';
import { Moment } from '../parts/moment';
import { Section } from '../parts/page';
import { Folded } from '../parts/raw-text';
import { EmptyState, ErrorState, LoadingState } from '../parts/states';
import { KeptBody } from './kept-body';

export function PushesPanel(): JSX.Element {
  return (
    <Section title="Pushes that could not be read">
      <Pushes />
    </Section>
  );
}

function Pushes(): JSX.Element {
  const pushes = useInfiniteQuery({
    queryKey: ['unreadable-pushes'],
    queryFn: ({ pageParam }) =>
      get<PushPage>(
        withQuery('/v1/ops/notifications', { state: 'unreadable', cursor: pageParam ?? undefined }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  if (pushes.isPending) return <LoadingState />;
  if (pushes.isError) return <ErrorState error={pushes.error} onRetry={() => void pushes.refetch()} />;
  const rows = pushes.data.pages.flatMap(({ data }) => data);
  if (rows.length === 0) {
    return <EmptyState title="No unread pushes" text="Pushes are applied within seconds." />;
  }
  return (
    <>
      <DataTable
        label="Pushes"
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { name: 'Last', cell: ({ lastReceivedAt }) => <Moment at={lastReceivedAt} /> },
          { name: 'Times', cell: ({ receipts }) => receipts, isNumber: true },
          { name: 'Order number', cell: ({ sectigoOrderNumber }) => sectigoOrderNumber },
          { name: 'Body', cell: bodyOf },
        ]}
      />
      <LoadMore {...pushes} />
    </>
  );
}

function bodyOf({ id }: PushPage['data'][number]): JSX.Element {
  return (
    <Folded label="Raw body">
      {() => <KeptBody path={`/v1/ops/notifications/${id}`} textOf={({ body }: Push) => body?.text ?? ''} />}
    </Folded>
  );
}
