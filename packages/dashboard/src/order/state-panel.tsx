import { type JSX } from 'react';
import { type Order } from '../api/types';
import { Facts, yesNo } from '../parts/facts';
import { amount } from '../parts/format';
import { OrderLink, PageLink } from '../parts/link';
import { Moment } from '../parts/moment';
import { Section } from '../parts/page';
import { StatusBadge } from '../parts/status-badge';

/** Where the order stands, here and at Sectigo. */
export function StatePanel({ order }: { readonly order: Order }): JSX.Element {
  const { sectigo } = order;
  return (
    <Section title="Where it stands">
      <Facts
        facts={[
          ['Status', <StatusBadge key="status" status={order.status} />],
          ['Sectigo’s number', sectigo?.orderNumber],
          ['Cost', sectigo?.cost && amount(sectigo.cost)],
          ['Payment outstanding', sectigo?.paymentOutstanding === true ? 'Yes' : null],
          ['Sectigo’s word when placed', sectigo?.certificateState],
          ['Accepted', <Moment key="accepted" at={order.createdAt} />],
          ['Placed', order.placedAt && <Moment at={order.placedAt} />],
          ['Last changed', <Moment key="changed" at={order.updatedAt} />],
          ['Attempts', String(order.attempts)],
          ['Next attempt', order.nextAttemptAt && <Moment at={order.nextAttemptAt} />],
          ['Test order', order.test ? yesNo(true) : null],
          ['Renews', order.renewalOf && <OrderLink id={order.renewalOf} />],
          [
            'Client',
            <PageLink key="client" to={`/orders?clientId=${order.clientId}`}>
              <span className="mono">{order.clientId}</span>
            </PageLink>,
          ],
        ]}
      />
    </Section>
  );
}
