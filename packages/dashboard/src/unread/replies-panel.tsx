import { useInfiniteQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { get, withQuery } from '../api/request';
import { type KeptText, type KeptTextPage } from '../api/types';
import { DataTable } from '../parts/data-table';
import { words } from '../parts/format';
import { PageLink } from '../parts/link';
import { LoadMore } from '../parts/load-more';
import { Moment } from '../parts/moment';
import { Section } from '../parts/page';
import { Folded } from '../parts/raw-text';
import { EmptyState, ErrorState, LoadingState } from '../parts/states';
import { KeptBody } from './kept-body';

export function RepliesPanel(): JSX.Element {
  return (
    <Section title="Replies that could not be read in full">
      <Replies />
    </Section>
  );
}

function Replies(): JSX.Element {
  const replies = useInfiniteQuery({
    queryKey: ['kept-texts'],
    queryFn: ({ pageParam }) =>
      get<KeptTextPage>(withQuery('/v1/ops/kept-texts', { cursor: pageParam ?? undefined })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  if (replies.isPending) return <LoadingState />;
  if (replies.isError) return <ErrorState error={replies.error} onRetry={() => void replies.refetch()} />;
  const rows = replies.data.pages.flatMap(({ data }) => data);
  if (rows.length === 0) {
    return (
      <EmptyState
        title="No unread replies"
        text="Replies about reports, statuses, revocations and the balance appear here. A reply to an order is on the order’s page."
      />
    );
  }
  return (
    <>
      <DataTable
        label="Replies"
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { name: 'Last', cell: ({ lastReceivedAt }) => <Moment at={lastReceivedAt} /> },
          { name: 'Times', cell: ({ receipts }) => receipts, isNumber: true },
          { name: 'Answers', cell: ({ command }) => <span className="mono">{command}</span> },
          { name: 'Why', cell: ({ reason, httpStatus }) => `${words(reason)}, HTTP ${httpStatus}` },
          {
            name: 'Order',
            cell: ({ orderId }) =>
              orderId && <PageLink to={`/orders/${orderId}`}>…{orderId.slice(-8)}</PageLink>,
          },
          { name: 'Text', cell: textOf },
        ]}
      />
      <LoadMore {...replies} />
    </>
  );
}

function textOf({ id, bytes }: KeptText): JSX.Element {
  return (
    <Folded label={`${bytes} bytes`}>
      {() => (
        <KeptBody
          path={`/v1/ops/kept-texts/${id}`}
          textOf={({ text }: KeptText & { readonly text: string }) => text}
        />
      )}
    </Folded>
  );
}
