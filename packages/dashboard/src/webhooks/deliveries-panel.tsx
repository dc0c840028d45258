import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { get, withQuery } from '../api/request';
import { type Delivery, type DeliveryPage, type Webhook } from '../api/types';
import { DataTable } from '../parts/data-table';
import { PageLink } from '../parts/link';
import { LoadMore } from '../parts/load-more';
import { Ago } from '../parts/moment';
import { Section } from '../parts/page';
import { EmptyState, ErrorState, LoadingState } from '../parts/states';
import { StatusBadge } from '../parts/status-badge';
import { Answer } from './answer';
import { ReplayButton } from './replay-button';

const STATUSES = [
  { value: '', label: 'all' },
  { value: 'pending', label: 'Pending' },
  { value: 'delivered', label: 'Delivered' },
  { value: 'failed', label: 'Failed' },
];
const LOOK_EVERY_MS = 5_000;

export function DeliveriesPanel({ webhook }: { readonly webhook: Webhook }): JSX.Element {
  const [status, setStatus] = useState('');
  return (
    <Section
      title="Deliveries"
      aside={
        <NativeSelect
          aria-label="Status of deliveries"
          data={STATUSES}
          value={status}
          onChange={(event) => setStatus(event.currentTarget.value)}
        />
      }
    >
      <Deliveries webhook={webhook} status={status} />
    </Section>
  );
}

function Deliveries({
  webhook,
  status,
}: {
  readonly webhook: Webhook;
  readonly status: string;
}): JSX.Element {
  const path = `/v1/webhooks/${webhook.id}/deliveries`;
  const deliveries = useInfiniteQuery({
    queryKey: ['deliveries', webhook.id, status],
    queryFn: ({ pageParam }) =>
      get<DeliveryPage>(withQuery(path, { status, cursor: pageParam ?? undefined })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: LOOK_EVERY_MS,
  });
  if (deliveries.isPending) return <LoadingState />;
  if (deliveries.isError)
    return <ErrorState error={deliveries.error} onRetry={() => void deliveries.refetch()} />;
  const rows = deliveries.data.pages.flatMap(({ data }) => data);
  if (rows.length === 0) return <EmptyState title="No deliveries" />;
  return (
    <>
      <DeliveriesTable deliveries={rows} />
      <LoadMore {...deliveries} />
    </>
  );
}

function DeliveriesTable({ deliveries }: { readonly deliveries: readonly Delivery[] }): JSX.Element {
  return (
    <DataTable
      label="Deliveries"
      rows={deliveries}
      keyOf={({ id }) => id}
      columns={[
        { name: 'Event', cell: ({ eventType }) => eventType },
        {
          name: 'Order',
          cell: ({ orderId }) =>
            orderId !== null && (
              <span className="whole">
                <PageLink to={`/orders/${orderId}`}>…{orderId.slice(-8)}</PageLink>
              </span>
            ),
        },
        { name: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
        { name: 'Last answer', cell: (delivery) => <Answer delivery={delivery} /> },
        { name: 'Created', cell: ({ createdAt }) => <Ago at={createdAt} /> },
        { name: 'Next try', cell: ({ nextAttemptAt }) => nextAttemptAt && <Ago at={nextAttemptAt} /> },
        { name: 'Action', cell: (delivery) => <ReplayButton delivery={delivery} /> },
      ]}
    />
  );
}
