import { useQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { isCut, readPages } from '../api/read-pages';
import { type Order } from '../api/types';
import { useClientName } from '../api/use-all';
import { type Column, DataTable } from '../parts/data-table';
import { counted } from '../parts/format';
import { PageLink } from '../parts/link';
import { Section } from '../parts/page';
import { EmptyState, ErrorState, LoadingState } from '../parts/states';
import { StatusBadge } from '../parts/status-badge';

interface Properties {
  readonly title: string;
  readonly filter: Readonly<Record<string, string>>;
  /** Ascending: the longest waiting first. */
  readonly sortBy: (order: Order) => string;
  readonly since: Column<Order>;
  readonly empty: string;
}

/** Those orders, the most urgent first. */
export function OrderList({ title, filter, sortBy, since, empty }: Properties): JSX.Element {
  const orders = useQuery({
    queryKey: ['orders', 'all', filter],
    queryFn: () => readPages<Order>('/v1/orders', filter),
  });
  const sorted = [...(orders.data ?? [])].sort((one, other) => (sortBy(one) < sortBy(other) ? -1 : 1));
  return (
    <Section
      title={title}
      aside={sorted.length > 0 && !isCut(sorted) && counted(sorted.length, 'certificate')}
    >
      {orders.isPending && <LoadingState />}
      {orders.isError && <ErrorState error={orders.error} onRetry={() => void orders.refetch()} />}
      {orders.data?.length === 0 && <EmptyState title={empty} />}
      {isCut(sorted) && <CutNote />}
      {sorted.length > 0 && <OrderTable label={title} orders={sorted} columns={[since]} />}
    </Section>
  );
}

/** A list of this length was not read to its end. */
export function CutNote(): JSX.Element {
  return <p className="lead-line">There are more orders; only the newest are shown here.</p>;
}

interface TableProperties {
  readonly label: string;
  readonly orders: readonly Order[];
  /** The column beside organization and certificate. */
  readonly columns: readonly Column<Order>[];
}

export function OrderTable({ label, orders, columns }: TableProperties): JSX.Element {
  const nameOf = useClientName();
  return (
    <DataTable
      label={label}
      rows={orders}
      keyOf={({ id }) => id}
      pageOf={({ id }) => `/orders/${id}`}
      columns={[
        {
          name: 'Organization',
          cell: ({ id, organization, reference, clientId }) => (
            <div>
              <PageLink to={`/orders/${id}`}>{organization.name}</PageLink>
              <div className="aside">{[reference, nameOf(clientId)].filter(Boolean).join(' · ')}</div>
            </div>
          ),
        },
        ...columns,
        {
          name: 'Certificate',
          cell: ({ certificate }) => certificate && <StatusBadge status={certificate.status} />,
        },
        { name: 'Sectigo’s number', cell: ({ sectigo }) => sectigo?.orderNumber },
      ]}
    />
  );
}
