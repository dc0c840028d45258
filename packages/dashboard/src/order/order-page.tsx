import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { get } from '../api/request';
import { type Order } from '../api/types';
import { CopyIcon } from '../parts/copied';
import { PageLink } from '../parts/link';
import { Page } from '../parts/page';
import { ErrorState, LoadingState } from '../parts/states';
import { ActsPanel } from './acts-panel';
import { AskedPanel } from './asked-panel';
import { CandidatesPanel } from './candidates-panel';
import { CertificatePanel } from './certificate-panel';
import { FactsPanel } from './facts-panel';
import { FormPanel } from './form-panel';
import { LeadPanel } from './lead-panel';
import { type Action, OrderActions, OrderDialogs } from './order-actions';
import { RawPanel } from './raw-panel';
import { type Found } from './resolve-dialog';
import { RevocationPanel } from './revocation-panel';
import { TimelinePanel } from './timeline-panel';
import { ToldPanel } from './told-panel';

export function OrderPage({ id }: { readonly id: string }): JSX.Element {
  const order = useQuery({
    queryKey: ['order', id],
    queryFn: () => get<Order>(`/v1/orders/${encodeURIComponent(id)}`),
  });
  return (
    <Page title={order.data ? titleOf(order.data) : 'Order'}>
      <nav aria-label="Breadcrumb" className="where">
        <PageLink to="/orders">Orders</PageLink> / <span className="mono break">{id}</span>{' '}
        <CopyIcon value={id} name="the order id" />
      </nav>
      {order.isPending && <LoadingState lines={8} />}
      {order.isError && <ErrorState error={order.error} onRetry={() => void order.refetch()} />}
      {order.data && <Content order={order.data} />}
    </Page>
  );
}

function titleOf({ reference, organization }: Order): string {
  return reference === null ? organization.name : `${organization.name} · ${reference}`;
}

interface Choice {
  readonly action: Action;
  readonly found: Found | null;
}

/** From top to bottom: status and next step; facts beside the history; then the rest. */
function Content({ order }: { readonly order: Order }): JSX.Element {
  const [choice, choose] = useState<Choice | null>(null);
  return (
    <>
      <LeadPanel
        order={order}
        actions={<OrderActions order={order} onChoose={(action) => choose({ action, found: null })} />}
      />
      <RevocationPanel orderId={order.id} />
      <div className="story">
        <div className="story-facts">
          <FactsPanel order={order} />
          {order.status === 'outcome-unknown' && (
            <CandidatesPanel order={order} onFound={(found) => choose({ action: 'resolve', found })} />
          )}
          {order.certificate && <CertificatePanel order={order} certificate={order.certificate} />}
        </div>
        <div className="story-events">
          <TimelinePanel orderId={order.id} />
        </div>
        <div className="story-rest">
          <AskedPanel order={order} />
          <ToldPanel orderId={order.id} />
          <ActsPanel orderId={order.id} />
          <FormPanel orderId={order.id} />
          <RawPanel order={order} />
        </div>
      </div>
      <OrderDialogs
        order={order}
        chosen={choice?.action ?? null}
        found={choice?.found ?? null}
        onClose={() => choose(null)}
      />
    </>
  );
}
