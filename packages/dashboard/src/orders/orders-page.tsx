import { Switch } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { get, withQuery } from '../api/request';
import { type OrderPage } from '../api/types';
import { useSummary } from '../api/use-summary';
import { PageLink } from '../parts/link';
import { LoadMore } from '../parts/load-more';
import { Page, Section } from '../parts/page';
import { EmptyState, ErrorState, LoadingState } from '../parts/states';
import { ExportButton } from './export-button';
import { FilterBar } from './filter-bar';
import { type OrderFilters, toQuery } from './order-filters';
import { OrdersTable } from './orders-table';
import { toCount } from './to-count';
import { useCompact } from './use-compact';
import { useOrderFilters } from './use-order-filters';

export function OrdersPage(): JSX.Element {
  const [filters, setFilters] = useOrderFilters();
  const [isCompact, setCompact] = useCompact();
  return (
    <Page title="Orders" actions={<ExportButton filters={filters} />}>
      <FilterBar filters={filters} onChange={setFilters} />
      <Section
        title="Newest first"
        aside={
          <Switch
            label="Compact rows"
            size="xs"
            visibleFrom="sm"
            checked={isCompact}
            onChange={(event) => setCompact(event.currentTarget.checked)}
          />
        }
      >
        <Orders filters={filters} isCompact={isCompact} />
      </Section>
    </Page>
  );
}

function NoOrders({ isFiltered }: { readonly isFiltered: boolean }): JSX.Element {
  return isFiltered ? (
    <EmptyState title="No orders match" text="Remove a filter, or search for less.">
      <PageLink to="/orders">Show all orders</PageLink>
    </EmptyState>
  ) : (
    <EmptyState title="No orders yet" text="An order appears here as soon as a client places one." />
  );
}

interface OrdersProperties {
  readonly filters: OrderFilters;
  readonly isCompact: boolean;
}

function Orders({ filters, isCompact }: OrdersProperties): JSX.Element {
  const counts = useSummary().data?.orders;
  const orders = useInfiniteQuery({
    queryKey: ['orders', filters],
    queryFn: ({ pageParam }) =>
      get<OrderPage>(withQuery('/v1/orders', { ...filters, cursor: pageParam ?? undefined })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  if (orders.isPending) return <LoadingState lines={10} />;
  if (orders.isError) return <ErrorState error={orders.error} onRetry={() => void orders.refetch()} />;
  const rows = orders.data.pages.flatMap(({ data }) => data);
  if (rows.length === 0) return <NoOrders isFiltered={toQuery(filters).size > 0} />;
  return (
    <>
      {!orders.isPlaceholderData && (
        <p className="lead-line aside" role="status">
          {toCount({ shown: rows.length, isWhole: !orders.hasNextPage, filters, counts })}
        </p>
      )}
      <OrdersTable orders={rows} isCompact={isCompact} />
      <LoadMore {...orders} />
    </>
  );
}
