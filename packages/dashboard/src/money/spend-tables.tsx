import { type JSX } from 'react';
import { type MonthSpend } from '../api/types';
import { DataTable } from '../parts/data-table';
import { amount, words } from '../parts/format';
import { PageLink } from '../parts/link';
import { Money } from '../parts/money';
import { Section } from '../parts/page';
import { EmptyState } from '../parts/states';

/** Who spent it, and on what; the two have the same total. */
export function SpendTables({ spend }: { readonly spend: MonthSpend }): JSX.Element {
  return (
    <>
      <div className="columns">
        <Section title="By client">
          <Spenders spend={spend} />
        </Section>
        <Section title="By product">
          <Products spend={spend} />
        </Section>
      </div>
      <p className="aside">
        Days and months are in UTC. An order counts with the cost that Sectigo charged when it was placed.
        Refunds are not included, because Sectigo does not report them. Test orders, and orders that were
        rejected, failed or cancelled, cost nothing.
      </p>
    </>
  );
}

function Spenders({ spend: { byClient, total } }: { readonly spend: MonthSpend }): JSX.Element {
  if (byClient.length === 0) return <EmptyState title="No client has spent anything" />;
  return (
    <DataTable
      label="Spent by client"
      rows={byClient}
      keyOf={({ clientId }) => clientId}
      pageOf={({ clientId }) => `/clients/${clientId}`}
      columns={[
        {
          name: 'Client',
          cell: ({ clientId, name }) => <PageLink to={`/clients/${clientId}`}>{name}</PageLink>,
        },
        { name: 'Orders', cell: ({ orders }) => amount(String(orders)), isNumber: true },
        { name: 'Share', cell: (client) => share(client.total, total), isNumber: true },
        { name: 'Spent', cell: (client) => <Money value={client.total} />, isNumber: true },
      ]}
    />
  );
}

function Products({ spend: { byProduct } }: { readonly spend: MonthSpend }): JSX.Element {
  if (byProduct.length === 0) return <EmptyState title="Nothing spent" />;
  return (
    <DataTable
      label="Spent by product"
      rows={byProduct}
      keyOf={({ certificateType }) => certificateType}
      columns={[
        { name: 'Product', cell: ({ certificateType }) => words(certificateType) },
        { name: 'Orders', cell: ({ orders }) => amount(String(orders)), isNumber: true },
        {
          name: 'Average',
          cell: ({ orders, total }) => <Money value={average(total, orders)} />,
          isNumber: true,
        },
        { name: 'Spent', cell: ({ total }) => <Money value={total} />, isNumber: true },
      ]}
    />
  );
}

const share = (part: string, whole: string): string =>
  `${Math.round((Number(part) / Number(whole)) * 100)} %`;
const average = (total: string, orders: number): string => (Number(total) / orders).toFixed(2);
