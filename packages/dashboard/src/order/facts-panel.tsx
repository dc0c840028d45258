import { type JSX } from 'react';
import { type Order } from '../api/types';
import { useClient } from '../api/use-client';
import { Copied } from '../parts/copied';
import { Facts, yesNo } from '../parts/facts';
import { OrderLink, PageLink } from '../parts/link';
import { Moment } from '../parts/moment';
import { Money } from '../parts/money';
import { Section } from '../parts/page';
import { StatusBadge } from '../parts/status-badge';

/** Numbers, money and times of the order, here and at Sectigo. */
export function FactsPanel({ order }: { readonly order: Order }): JSX.Element {
  const { sectigo } = order;
  return (
    <Section title="Facts">
      <Facts
        facts={[
          ['Status', <StatusBadge key="status" status={order.status} />],
          ['Client', <ClientName key="client" id={order.clientId} />],
          ['Cost', sectigo?.cost && <Money value={sectigo.cost} />],
          ['Sectigo’s number', sectigo && <Copied value={sectigo.orderNumber} name="Sectigo’s number" />],
          [
            'Certificate id',
            sectigo?.certificateId && <Copied value={sectigo.certificateId} name="the certificate id" />,
          ],
          ['Reference', order.reference && <Copied value={order.reference} name="the reference" />],
          ['Accepted', <Moment key="accepted" at={order.createdAt} />],
          ['Placed', order.placedAt && <Moment at={order.placedAt} />],
          ['Tries', String(order.attempts)],
          ['Next try', order.nextAttemptAt && <Moment at={order.nextAttemptAt} />],
          ['Payment outstanding', sectigo?.paymentOutstanding === true ? 'Yes' : null],
          ['Sectigo’s status when placed', sectigo?.certificateState],
          ['Test order', order.test ? yesNo(true) : null],
          ['Renews', order.renewalOf && <OrderLink id={order.renewalOf} />],
          ['Renewed by', order.renewedBy && <OrderLink id={order.renewedBy} />],
        ]}
      />
    </Section>
  );
}

function ClientName({ id }: { readonly id: string }): JSX.Element {
  const { data } = useClient(id);
  return (
    <>
      <PageLink to={`/clients/${id}`}>{data?.name ?? <span className="mono">{id}</span>}</PageLink> (
      <PageLink to={`/orders?clientId=${id}`}>its orders</PageLink>)
    </>
  );
}
