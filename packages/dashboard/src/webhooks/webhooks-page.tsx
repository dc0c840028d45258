import { useInfiniteQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { get, withQuery } from '../api/request';
import { type Webhook, type WebhookPage } from '../api/types';
import { useClientName } from '../api/use-all';
import { DataTable } from '../parts/data-table';
import { PageLink } from '../parts/link';
import { LoadMore } from '../parts/load-more';
import { Ago } from '../parts/moment';
import { Page, Section } from '../parts/page';
import { EmptyState, ErrorState, LoadingState } from '../parts/states';
import { HealthCell } from './health-cell';

export function WebhooksPage(): JSX.Element {
  return (
    <Page title="Webhooks">
      <Section title="Newest first">
        <Webhooks />
      </Section>
    </Page>
  );
}

function Webhooks(): JSX.Element {
  const webhooks = useInfiniteQuery({
    queryKey: ['webhooks'],
    queryFn: ({ pageParam }) =>
      get<WebhookPage>(withQuery('/v1/webhooks', { cursor: pageParam ?? undefined })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  if (webhooks.isPending) return <LoadingState />;
  if (webhooks.isError) return <ErrorState error={webhooks.error} onRetry={() => void webhooks.refetch()} />;
  const rows = webhooks.data.pages.flatMap(({ data }) => data);
  if (rows.length === 0) {
    return <EmptyState title="No webhooks" text="Clients register theirs with POST /v1/webhooks." />;
  }
  return (
    <>
      <WebhooksTable webhooks={rows} />
      <LoadMore {...webhooks} />
    </>
  );
}

function WebhooksTable({ webhooks }: { readonly webhooks: readonly Webhook[] }): JSX.Element {
  const nameOf = useClientName();
  return (
    <DataTable
      label="Webhooks"
      rows={webhooks}
      keyOf={({ id }) => id}
      pageOf={({ id }) => `/webhooks/${id}`}
      columns={[
        {
          name: 'Webhook',
          cell: ({ id, url, description }) => (
            <div className="break">
              <PageLink to={`/webhooks/${id}`}>{description ?? url}</PageLink>
              {description !== null && <div className="aside">{url}</div>}
            </div>
          ),
        },
        { name: 'Health', cell: (webhook) => <HealthCell webhook={webhook} /> },
        { name: 'Client', cell: ({ clientId }) => nameOf(clientId) },
        { name: 'Events', cell: ({ eventTypes }) => eventTypes?.join(', ') ?? 'all' },
        { name: 'Created', cell: ({ createdAt }) => <Ago at={createdAt} /> },
      ]}
    />
  );
}
