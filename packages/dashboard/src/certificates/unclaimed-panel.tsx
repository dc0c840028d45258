import { useQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { readPages } from '../api/read-pages';
import { type Push } from '../api/types';
import { DataTable } from '../parts/data-table';
import { Ago } from '../parts/moment';
import { Section } from '../parts/page';
import { Folded } from '../parts/raw-text';
import { EmptyState, ErrorState, LoadingState } from '../parts/states';
import { KeptBody } from '../unread/kept-body';

type Summary = Omit<Push, 'fields' | 'body'>;

const STATES: Readonly<Record<string, string>> = {
  waiting: 'waiting for its order, up to a month',
  unmatched: 'no order came within a month',
};

/** Pushes about orders that this gateway does not know. */
export function UnclaimedPanel(): JSX.Element {
  const pushes = useQuery({
    queryKey: ['pushes', 'unclaimed'],
    queryFn: async () =>
      (
        await Promise.all(
          Object.keys(STATES).map((state) => readPages<Summary>('/v1/ops/notifications', { state })),
        )
      ).flat(),
  });
  return (
    <Section title="Pushes without an order">
      {pushes.isPending && <LoadingState lines={2} />}
      {pushes.isError && <ErrorState error={pushes.error} onRetry={() => void pushes.refetch()} />}
      {pushes.data?.length === 0 && <EmptyState title="Every push belongs to an order" />}
      {pushes.data && pushes.data.length > 0 && <Pushes pushes={pushes.data} />}
    </Section>
  );
}

function Pushes({ pushes }: { readonly pushes: readonly Summary[] }): JSX.Element {
  return (
    <DataTable
      label="Pushes without an order"
      rows={pushes}
      keyOf={({ id }) => id}
      columns={[
        { name: 'Sectigo’s number', cell: ({ sectigoOrderNumber }) => sectigoOrderNumber },
        { name: 'State', cell: ({ state }) => STATES[state] },
        { name: 'Received', cell: ({ receivedAt }) => <Ago at={receivedAt} /> },
        { name: 'Times', cell: ({ receipts }) => receipts, isNumber: true },
        { name: 'Status', cell: fieldsOf },
      ]}
    />
  );
}

function fieldsOf({ id }: Summary): JSX.Element {
  const textOf = ({ fields }: Push): string =>
    fields.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return (
    <Folded label="Fields">{() => <KeptBody path={`/v1/ops/notifications/${id}`} textOf={textOf} />}</Folded>
  );
}
