import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { get, withQuery } from '../api/request';
import { type Client, type ClientPage, type Summary } from '../api/types';
import { useSummary } from '../api/use-summary';
import { DataTable } from '../parts/data-table';
import { PageLink } from '../parts/link';
import { LoadMore } from '../parts/load-more';
import { Ago, Moment } from '../parts/moment';
import { Money } from '../parts/money';
import { Page, Section } from '../parts/page';
import { EmptyState, ErrorState, LoadingState } from '../parts/states';
import { useDoing } from '../parts/use-doing';
import { NewClientDialog } from './new-client-dialog';

export function ClientsPage(): JSX.Element {
  const [isOpen, setOpen] = useDoing('new');
  return (
    <Page title="Clients" actions={<Button onClick={() => setOpen(true)}>New client</Button>}>
      <Section title="Newest first">
        <Clients />
      </Section>
      {isOpen && <NewClientDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}

function Clients(): JSX.Element {
  const summary = useSummary();
  const clients = useInfiniteQuery({
    queryKey: ['clients'],
    queryFn: ({ pageParam }) => get<ClientPage>(withQuery('/v1/clients', { cursor: pageParam ?? undefined })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  if (clients.isPending) return <LoadingState />;
  if (clients.isError) return <ErrorState error={clients.error} onRetry={() => void clients.refetch()} />;
  const rows = clients.data.pages.flatMap(({ data }) => data);
  if (rows.length === 0)
    return <EmptyState title="No clients yet" text="A service needs a client to place orders." />;
  return (
    <>
      <ClientsTable clients={rows} spend={summary.data?.spend.byClient} />
      <LoadMore {...clients} />
    </>
  );
}

interface TableProperties {
  readonly clients: readonly Client[];
  /** Not known yet, or not readable: then no number is shown. */
  readonly spend: Summary['spend']['byClient'] | undefined;
}

function ClientsTable({ clients, spend }: TableProperties): JSX.Element {
  const monthOf = spend && new Map(spend.map(({ clientId, month }) => [clientId, month]));
  return (
    <DataTable
      label="Clients"
      rows={clients}
      keyOf={({ id }) => id}
      columns={[
        { name: 'Name', cell: ({ id, name }) => <PageLink to={`/clients/${id}`}>{name}</PageLink> },
        {
          name: 'State',
          cell: ({ disabledAt }) =>
            disabledAt ? (
              <>
                disabled, <Moment at={disabledAt} />
              </>
            ) : (
              'may order'
            ),
        },
        { name: 'Orders per hour', cell: ({ limits }) => limits.ordersPerHour ?? 'no limit', isNumber: true },
        {
          name: 'Spend per day',
          cell: ({ limits }) => (limits.spendPerDay ? <Money value={limits.spendPerDay} /> : 'no limit'),
          isNumber: true,
        },
        {
          name: 'Spent this month',
          cell: ({ id }) => monthOf && <Money value={monthOf.get(id) ?? '0.00'} />,
          isNumber: true,
        },
        { name: 'Keys', cell: ({ keys }) => <KeyCount keys={keys} />, isNumber: true },
      ]}
    />
  );
}

/** With the age of the oldest: it is the first to be rotated. */
function KeyCount({ keys }: Pick<Client, 'keys'>): JSX.Element {
  const [oldest] = keys.map(({ createdAt }) => createdAt).sort();
  return (
    <div>
      {keys.length}
      {oldest !== undefined && (
        <div className="aside">
          oldest made <Ago at={oldest} />
        </div>
      )}
    </div>
  );
}
