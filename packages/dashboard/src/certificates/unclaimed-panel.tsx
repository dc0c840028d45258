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
  waiting: 'waits for its order, up to a month',
  unmatched: 'waited for a month in vain',
};

/** What Sectigo pushed about orders that nobody here has placed. */
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
    <Section title="Pushes that no order claims">
      {pushes.isPending && <LoadingState lines={2} />}
      {pushes.isError && <ErrorState error={pushes.error} onRetry={() => void pushes.refetch()} />}
      {pushes.data?.length === 0 && <EmptyState title="Every push is about an order of ours" />}
      {pushes.data && pushes.data.length > 0 && <Pushes pushes={pushes.data} />}
    </Section>
  );
}

function Pushes({ pushes }: { readonly pushes: readonly Summary[] }): JSX.Element {
  return (
    <DataTable
      label="Unclaimed pushes"
      rows={pushes}
      keyOf={({ id }) => id}
      columns={[
        { name: 'Sectigo’s number', cell: ({ sectigoOrderNumber }) => sectigoOrderNumber },
        { name: 'State', cell: ({ state }) => STATES[state] },
        { name: 'Came', cell: ({ receivedAt }) => <Ago at={receivedAt} /> },
        { name: 'Times', cell: ({ receipts }) => receipts, isNumber: true },
        { name: 'Says', cell: fieldsOf },
      ]}
    />
  );
}

function fieldsOf({ id }: Summary): JSX.Element {
  const textOf = ({ fields }: Push): string =>
    fields.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return (
    <Folded label="Its fields">
      {() => <KeptBody path={`/v1/ops/notifications/${id}`} textOf={textOf} />}
    </Folded>
  );
}
