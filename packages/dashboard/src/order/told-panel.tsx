import { useInfiniteQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { get, withQuery } from '../api/request';
import { type Delivery, type DeliveryPage } from '../api/types';
import { DataTable } from '../parts/data-table';
import { PageLink } from '../parts/link';
import { LoadMore } from '../parts/load-more';
import { Ago } from '../parts/moment';
import { Section } from '../parts/page';
import { EmptyState, ErrorState, LoadingState } from '../parts/states';
import { StatusBadge } from '../parts/status-badge';
import { Answer } from '../webhooks/answer';
import { ReplayButton } from '../webhooks/replay-button';

/** Which webhooks were told of the order, and whether they took it. */
export function ToldPanel({ orderId }: { readonly orderId: string }): JSX.Element {
  return (
    <Section title="Webhook deliveries">
      <Deliveries orderId={orderId} />
    </Section>
  );
}

function Deliveries({ orderId }: { readonly orderId: string }): JSX.Element {
  const deliveries = useInfiniteQuery({
    queryKey: ['order', orderId, 'deliveries'],
    queryFn: ({ pageParam }) =>
      get<DeliveryPage>(
        withQuery(`/v1/orders/${encodeURIComponent(orderId)}/deliveries`, { cursor: pageParam ?? undefined }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  if (deliveries.isPending) return <LoadingState />;
  if (deliveries.isError)
    return <ErrorState error={deliveries.error} onRetry={() => void deliveries.refetch()} />;
  const rows = deliveries.data.pages.flatMap(({ data }) => data);
  if (rows.length === 0)
    return <EmptyState title="No webhook delivery" text="No webhook was registered for its events." />;
  return (
    <>
      <DataTable
        label="Deliveries of this order"
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { name: 'Event', cell: eventOf },
          { name: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
          { name: 'Answer', cell: (delivery) => <Answer delivery={delivery} /> },
          { name: 'Action', cell: (delivery) => <ReplayButton delivery={delivery} /> },
        ]}
      />
      <LoadMore {...deliveries} />
    </>
  );
}

function eventOf({ webhookId, eventType, createdAt }: Delivery): JSX.Element {
  return (
    <div>
      {eventType}
      <div className="aside">
        <Ago at={createdAt} />, to{' '}
        <PageLink to={`/webhooks/${webhookId}`}>
          <span className="mono">…{webhookId.slice(-6)}</span>
        </PageLink>
      </div>
    </div>
  );
}
