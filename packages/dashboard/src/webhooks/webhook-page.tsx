import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { call, get } from '../api/request';
import { type Webhook } from '../api/types';
import { useLookAgain } from '../api/use-look-again';
import { Facts } from '../parts/facts';
import { words } from '../parts/format';
import { PageLink } from '../parts/link';
import { Moment } from '../parts/moment';
import { Page, Section } from '../parts/page';
import { ErrorState, LoadingState, Refusal } from '../parts/states';
import { StatusBadge } from '../parts/status-badge';
import { DeliveriesPanel } from './deliveries-panel';

export function WebhookPage({ id }: { readonly id: string }): JSX.Element {
  const webhook = useQuery({
    queryKey: ['webhook', id],
    queryFn: () => get<Webhook>(`/v1/webhooks/${encodeURIComponent(id)}`),
  });
  return (
    <Page
      title={webhook.data?.description ?? 'Webhook'}
      actions={webhook.data && <Actions webhook={webhook.data} />}
    >
      <nav aria-label="Where this is">
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
  return (
    <Section title="Receiver">
      <Facts
        facts={[
          ['Address', webhook.url],
          ['State', <StatusBadge key="state" status={webhook.enabled ? 'enabled' : 'disabled'} />],
          ['Disabled because', webhook.disabledReason && words(webhook.disabledReason)],
          ['Disabled', webhook.disabledAt && <Moment at={webhook.disabledAt} />],
          ['Events', webhook.eventTypes?.join(', ') ?? 'all'],
          [
            'Client',
            <span key="client" className="mono">
              {webhook.clientId}
            </span>,
          ],
          ['Made', <Moment key="made" at={webhook.createdAt} />],
        ]}
      />
    </Section>
  );
}

/** A test delivery, or sending again what has waited since it was disabled. */
function Actions({ webhook }: { readonly webhook: Webhook }): JSX.Element {
  const lookAgain = useLookAgain();
  const path = `/v1/webhooks/${webhook.id}`;
  const action = useMutation<unknown>({
    mutationFn: () =>
      webhook.enabled ? call('POST', `${path}/test`) : call('PATCH', path, { enabled: true }),
    onSuccess: lookAgain,
  });
  return (
    <div>
      <Button variant="default" loading={action.isPending} onClick={() => action.mutate()}>
        {webhook.enabled ? 'Send a test' : 'Enable'}
      </Button>
      <Refusal error={action.error} />
    </div>
  );
}
