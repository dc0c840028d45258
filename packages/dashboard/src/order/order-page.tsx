import { useQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { get } from '../api/request';
import { type Order } from '../api/types';
import { PageLink } from '../parts/link';
import { Page } from '../parts/page';
import { ErrorState, LoadingState } from '../parts/states';
import { AskedPanel } from './asked-panel';
import { CandidatesPanel } from './candidates-panel';
import { CertificatePanel } from './certificate-panel';
import { FormPanel } from './form-panel';
import { OrderActions } from './order-actions';
import { ProblemPanel } from './problem-panel';
import { RevocationPanel } from './revocation-panel';
import { StatePanel } from './state-panel';
import { TimelinePanel } from './timeline-panel';

export function OrderPage({ id }: { readonly id: string }): JSX.Element {
  const order = useQuery({
    queryKey: ['order', id],
    queryFn: () => get<Order>(`/v1/orders/${encodeURIComponent(id)}`),
  });
  const title = order.data?.reference ?? order.data?.organization.name ?? 'Order';
  return (
    <Page title={title} actions={order.data && <OrderActions order={order.data} />}>
      <nav aria-label="Where this is">
        <PageLink to="/orders">Orders</PageLink> / <span className="mono break">{id}</span>
      </nav>
      {order.isPending && <LoadingState lines={8} />}
      {order.isError && <ErrorState error={order.error} onRetry={() => void order.refetch()} />}
      {order.data && <Content order={order.data} />}
    </Page>
  );
}

function Content({ order }: { readonly order: Order }): JSX.Element {
  return (
    <>
      {order.problem && <ProblemPanel problem={order.problem} />}
      <RevocationPanel orderId={order.id} />
      <StatePanel order={order} />
      {order.certificate && <CertificatePanel order={order} certificate={order.certificate} />}
      {order.status === 'outcome-unknown' && <CandidatesPanel order={order} />}
      <AskedPanel order={order} />
      <FormPanel orderId={order.id} />
      <TimelinePanel orderId={order.id} />
    </>
  );
}
