import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { useSearchParams } from 'wouter';
import { get, withQuery } from '../api/request';
import { type AuditPage as PageOfEntries } from '../api/types';
import { LoadMore } from '../parts/load-more';
import { Page, Section } from '../parts/page';
import { EmptyState, ErrorState, LoadingState } from '../parts/states';
import { AuditFilterBar } from './audit-filter-bar';
import { type AuditFilters, filtersIn, toQuery } from './audit-filters';
import { AuditTable } from './audit-table';
import { VerifyPanel } from './verify-panel';

export function AuditPage(): JSX.Element {
  const [query, setQuery] = useSearchParams();
  const filters = filtersIn(query);
  return (
    <Page title="Audit">
      <VerifyPanel />
      <AuditFilterBar filters={filters} onChange={(changed) => setQuery(toQuery(changed))} />
      <Section title="Newest first">
        <Entries filters={filters} />
      </Section>
    </Page>
  );
}

function Entries({ filters }: { readonly filters: AuditFilters }): JSX.Element {
  const entries = useInfiniteQuery({
    queryKey: ['audit', filters],
    queryFn: ({ pageParam }) =>
      get<PageOfEntries>(withQuery('/v1/ops/audit', { ...filters, cursor: pageParam ?? undefined })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  if (entries.isPending) return <LoadingState lines={10} />;
  if (entries.isError) return <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />;
  const rows = entries.data.pages.flatMap(({ data }) => data);
  if (rows.length === 0) {
    return <EmptyState title="No entries match" text="Remove a filter. Ids must be complete." />;
  }
  return (
    <>
      <AuditTable entries={rows} />
      <LoadMore {...entries} />
    </>
  );
}
