import { type JSX } from 'react';
import { type Order } from '../api/types';
import { useClientName } from '../api/use-all';
import { DataTable } from '../parts/data-table';
import { PageLink } from '../parts/link';
import { Ago } from '../parts/moment';
import { Money } from '../parts/money';
import { StatusBadge } from '../parts/status-badge';
import { CertificateCell } from './certificate-cell';

const pageOf = ({ id }: Order): string => `/orders/${id}`;

interface Properties {
  readonly orders: readonly Order[];
  readonly isCompact: boolean;
}

export function OrdersTable({ orders, isCompact }: Properties): JSX.Element {
  const nameOf = useClientName();
  return (
    <DataTable
      label="Orders"
      rows={orders}
      keyOf={({ id }) => id}
      pageOf={pageOf}
      isCompact={isCompact}
      columns={[
        {
          name: 'Organization',
          cell: (order) => <Organization order={order} client={nameOf(order.clientId)} />,
        },
        { name: 'Status', cell: (order) => <Status order={order} /> },
        {
          name: 'Certificate',
          cell: ({ certificate }) => certificate && <CertificateCell certificate={certificate} />,
        },
        { name: 'Sectigo’s number', cell: ({ sectigo }) => sectigo?.orderNumber },
        {
          name: 'Cost',
          cell: ({ sectigo }) => sectigo?.cost && <Money value={sectigo.cost} />,
          isNumber: true,
        },
        { name: 'Accepted', cell: ({ createdAt }) => <Ago at={createdAt} /> },
      ]}
    />
  );
}

interface OrganizationProperties {
  readonly order: Order;
  /** Undefined while it is not known. */
  readonly client: string | undefined;
}

function Organization({ order, client }: OrganizationProperties): JSX.Element {
  return (
    <div>
      <PageLink to={pageOf(order)}>{order.organization.name}</PageLink>
      {order.test && ' (test)'}
      <div className="aside">{[order.reference, client].filter(Boolean).join(' · ')}</div>
    </div>
  );
}

/** With the reason, where there is one. */
function Status({ order: { status, problem } }: { readonly order: Order }): JSX.Element {
  return (
    <div>
      <StatusBadge status={status} />
      {problem && status !== 'outcome-unknown' && <div className="aside">{problem.title}</div>}
    </div>
  );
}
