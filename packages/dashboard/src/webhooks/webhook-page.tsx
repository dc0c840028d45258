import { useQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { get } from '../api/request';
import { type Webhook } from '../api/types';
import { useClientName } from '../api/use-all';
import { Facts } from '../parts/facts';
import { words } from '../parts/format';
import { PageLink } from '../parts/link';
import { Moment } from '../parts/moment';
import { Page, Section } from '../parts/page';
import { ErrorState, LoadingState } from '../parts/states';
import { DeliveriesPanel } from './deliveries-panel';
import { HealthCell } from './health-cell';
import { WebhookActions } from './webhook-actions';

export function WebhookPage({ id }: { readonly id: string }): JSX.Element {
  const webhook = useQuery({
    queryKey: ['webhook', id],
    queryFn: () => get<Webhook>(`/v1/webhooks/${encodeURIComponent(id)}`),
  });
  return (
    <Page
      title={webhook.data?.description ?? 'Webhook'}
      actions={webhook.data && <WebhookActions webhook={webhook.data} />}
    >
      <nav aria-label="Breadcrumb">
        <PageLink to="/webhooks">Webhooks</PageLink> / <span className="mono break">{id}</span>
      </nav>
      {webhook.isPending && <LoadingState />}
      {webhook.isError && <ErrorState error={webhook.error} onRetry={() => void webhook.refetch()} />}
      {webhook.data && (
        <>
          <StatePanel webhook={webhook.data} />
          <DeliveriesPanel webhook={webhook.data} />
        </>
      )}
    </Page>
  );
}

function StatePanel({ webhook }: { readonly webhook: Webhook }): JSX.Element {
  const nameOf = useClientName();
  return (
    <Section title="Receiver">
      <Facts
        facts={[
          ['Address', webhook.url],
          ['Health', <HealthCell key="health" webhook={webhook} often />],
          ['Disabled because', webhook.disabledReason && words(webhook.disabledReason)],
          ['Disabled', webhook.disabledAt && <Moment at={webhook.disabledAt} />],
          ['Events', webhook.eventTypes?.join(', ') ?? 'all'],
          [
            'Client',
            <PageLink key="client" to={`/clients/${webhook.clientId}`}>
              {nameOf(webhook.clientId) ?? webhook.clientId}
            </PageLink>,
          ],
          ['Made', <Moment key="made" at={webhook.createdAt} />],
        ]}
      />
    </Section>
  );
}
