import { type JSX } from 'react';
import { type Summary } from '../api/types';
import { DataTable } from '../parts/data-table';
import { Facts } from '../parts/facts';
import { amount } from '../parts/format';
import { PageLink } from '../parts/link';
import { Money } from '../parts/money';
import { Moment } from '../parts/moment';
import { Section } from '../parts/page';
import { EmptyState } from '../parts/states';

/** Spend and balance, in the account's currency. */
export function SpendPanel({ spend, balance }: Pick<Summary, 'spend' | 'balance'>): JSX.Element {
  return (
    <Section title="Money" aside={<PageLink to="/money">All costs</PageLink>}>
      <Facts
        facts={[
          [
            'Spent today (UTC)',
            <strong key="today">
              <Money value={spend.today} />
            </strong>,
          ],
          [
            'Spent this month (UTC)',
            <strong key="month">
              <Money value={spend.month} />
            </strong>,
          ],
          ['Left at Sectigo', <Balance key="balance" balance={balance} />],
        ]}
      />
      {spend.byClient.length === 0 ? (
        <EmptyState title="No client has spent anything this month" />
      ) : (
        <DataTable
          label="Spend by client"
          rows={spend.byClient}
          keyOf={({ clientId }) => clientId}
          columns={[
            {
              name: 'Client',
              cell: ({ name, clientId }) => <PageLink to={`/orders?clientId=${clientId}`}>{name}</PageLink>,
            },
            { name: 'Spent today', cell: ({ today }) => <Money value={today} />, isNumber: true },
            { name: 'Spent this month', cell: ({ month }) => <Money value={month} />, isNumber: true },
          ]}
        />
      )}
    </Section>
  );
}

/** As Sectigo said it last; it is asked again when there were orders. */
function Balance({ balance }: Pick<Summary, 'balance'>): JSX.Element {
  if (balance === null) return <>not known yet</>;
  return (
    <>
      <strong>
        {amount(balance.available)} {balance.currency}
      </strong>{' '}
      (<Moment at={balance.fetchedAt} />)
    </>
  );
}
