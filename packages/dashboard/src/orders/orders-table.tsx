import { type JSX } from 'react';
import { type Order } from '../api/types';
import { DataTable } from '../parts/data-table';
import { amount } from '../parts/format';
import { PageLink } from '../parts/link';
import { Moment } from '../parts/moment';
import { StatusBadge } from '../parts/status-badge';
import { CertificateCell } from './certificate-cell';

export function OrdersTable({ orders }: { readonly orders: readonly Order[] }): JSX.Element {
  return (
    <DataTable
      label="Orders"
      rows={orders}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'Organization',
          cell: ({ id, organization, test }) => (
            <span>
              <PageLink to={`/orders/${id}`}>{organization.name}</PageLink>
              {test && ' (test)'}
            </span>
          ),
        },
        { name: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
        {
          name: 'Certificate',
          cell: ({ certificate }) => certificate && <CertificateCell certificate={certificate} />,
        },
        { name: 'Reference', cell: ({ reference }) => reference },
        { name: 'Sectigo’s number', cell: ({ sectigo }) => sectigo?.orderNumber },
        { name: 'Cost', cell: ({ sectigo }) => sectigo?.cost && amount(sectigo.cost), isNumber: true },
        { name: 'Accepted', cell: ({ createdAt }) => <Moment at={createdAt} /> },
      ]}
    />
  );
}
