import { Button, Table, Title } from '@mantine/core';
import { type JSX, type ReactNode } from 'react';
import { type Candidate, type Order, type Reconciliation } from '../api/types';
import { Copied } from '../parts/copied';
import { Facts } from '../parts/facts';
import { counted, words } from '../parts/format';
import { PageLink } from '../parts/link';
import { Ago, Moment } from '../parts/moment';
import { Money } from '../parts/money';
import { Section } from '../parts/page';
import { EmptyState, ErrorState, LoadingState } from '../parts/states';
import { useReconciliation } from './use-reconciliation';

interface Properties {
  readonly order: Order;
  /** Called when the operator chooses this line as the order. */
  readonly onFound: (line: Candidate) => void;
}

/** The search in Sectigo's report: the order beside each line of it that may be the order. */
export function CandidatesPanel({ order, onFound }: Properties): JSX.Element {
  const search = useReconciliation(order.id);
  return (
    <Section title="Search at Sectigo">
      {search.isPending && <LoadingState />}
      {search.isError && <ErrorState error={search.error} onRetry={() => void search.refetch()} />}
      {search.data && <Search order={order} search={search.data} onFound={onFound} />}
      <InThePortal order={order} />
    </Section>
  );
}

/** What to type into Sectigo's own search. */
function InThePortal({ order: { organization, createdAt, id } }: Pick<Properties, 'order'>): JSX.Element {
  return (
    <div className="portal">
      <Title order={3} size="h6">
        Look in Sectigo’s portal
      </Title>
      <Facts
        facts={[
          ['Organization', <Copied key="organization" value={organization.name} name="the organization" />],
          ['Ordered on', <Moment key="at" at={createdAt} />],
          ['Our id, if Sectigo keeps it', <Copied key="id" value={id} name="the order id" mono />],
        ]}
      />
    </div>
  );
}

const SEARCHED_BY = {
  'our-id': 'our id in the order',
  comparison: 'comparison of fields',
} as const satisfies Record<NonNullable<Reconciliation['searchedBy']>, string>;

function Search({ order, search, onFound }: Properties & { readonly search: Reconciliation }): JSX.Element {
  return (
    <>
      <Facts
        facts={[
          ['Report read', counted(search.checks, 'time')],
          ['Last result', search.result && words(search.result)],
          ['Searched by', search.searchedBy && SEARCHED_BY[search.searchedBy]],
          ['Last look', search.lastCheckedAt && <Ago at={search.lastCheckedAt} />],
          ['Next look', search.nextCheckAt && <Ago at={search.nextCheckAt} />],
          ['Absent since', search.absentSince && <Moment at={search.absentSince} />],
        ]}
      />
      {search.candidates.length === 0 ? (
        <EmptyState
          title="No line of the report matches this order"
          text="Look in Sectigo’s portal before you resolve it. The report may lag behind."
        />
      ) : (
        <SideBySide order={order} candidates={search.candidates} onFound={onFound} />
      )}
      {search.moreCandidates > 0 && <p>The report has {search.moreCandidates} more candidates.</p>}
    </>
  );
}

interface Row {
  readonly name: string;
  readonly ours: ReactNode;
  readonly theirs: (candidate: Candidate) => ReactNode;
  /** The field's name among the differences. */
  readonly field?: keyof Candidate;
}

function rowsOf({ organization: { name, unit, address }, createdAt }: Order): Row[] {
  return [
    {
      name: 'Time',
      ours: <Moment at={createdAt} />,
      theirs: ({ placedAt, unreadable }) => unreadable.placedAt ?? <Moment at={placedAt} />,
      field: 'placedAt',
    },
    { name: 'Organization', ours: name, theirs: (line) => line.organizationName, field: 'organizationName' },
    {
      name: 'Unit',
      ours: unit,
      theirs: (line) => line.organizationalUnitName,
      field: 'organizationalUnitName',
    },
    { name: 'Street', ours: address.line1, theirs: (line) => line.streetAddress1, field: 'streetAddress1' },
    { name: 'City', ours: address.city, theirs: (line) => line.localityName, field: 'localityName' },
    {
      name: 'State',
      ours: address.stateOrProvince,
      theirs: (line) => line.stateOrProvinceName,
      field: 'stateOrProvinceName',
    },
    { name: 'Postal code', ours: address.postalCode, theirs: (line) => line.postalCode, field: 'postalCode' },
    { name: 'Country', ours: address.country, theirs: (line) => line.countryName, field: 'countryName' },
    {
      name: 'Cost',
      ours: null,
      theirs: ({ cost, unreadable }) => unreadable.cost ?? (cost && <Money value={cost} />),
      field: 'cost',
    },
    { name: 'Status', ours: null, theirs: ({ status }) => status },
    { name: 'Certificate', ours: null, theirs: ({ certificateId }) => certificateId },
    { name: 'Also fits', ours: null, theirs: ({ rivals }) => <Rivals ids={rivals} /> },
  ];
}

function SideBySide({
  order,
  candidates,
  onFound,
}: Properties & { readonly candidates: readonly Candidate[] }): JSX.Element {
  return (
    <div
      className="candidates sideways"
      tabIndex={0}
      role="region"
      aria-label="The order compared with lines of the report"
    >
      <Table withRowBorders verticalSpacing="xs" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            <Table.Th scope="col">This order</Table.Th>
            {candidates.map(({ orderNumber }) => (
              <Table.Th key={orderNumber} scope="col">
                Sectigo {orderNumber}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rowsOf(order).map(({ name, ours, theirs, field }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{name}</Table.Th>
              <Table.Td>{ours ?? '–'}</Table.Td>
              {candidates.map((line) => {
                const differs = field !== undefined && line.differences.includes(field);
                return (
                  <Table.Td key={line.orderNumber} data-differs={differs}>
                    {theirs(line) ?? '–'}
                    {differs && ' (differs)'}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
          <ChoiceRow candidates={candidates} onFound={onFound} />
        </Table.Tbody>
      </Table>
    </div>
  );
}

function ChoiceRow({
  candidates,
  onFound,
}: Pick<Properties, 'onFound'> & { readonly candidates: readonly Candidate[] }): JSX.Element {
  return (
    <Table.Tr>
      <Table.Td />
      <Table.Td />
      {candidates.map((line) => (
        <Table.Td key={line.orderNumber}>
          <Button size="compact-sm" variant="default" onClick={() => onFound(line)}>
            {line.orderNumber} is this order
          </Button>
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

function Rivals({ ids }: { readonly ids: readonly string[] }): JSX.Element {
  if (ids.length === 0) return <>no other order</>;
  return (
    <>
      {ids.map((id) => (
        <div key={id}>
          <PageLink to={`/orders/${id}`}>…{id.slice(-6)}</PageLink>
        </div>
      ))}
    </>
  );
}
