import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { call, get } from '../api/request';
import { type Client } from '../api/types';
import { ConfirmDialog } from '../parts/confirm-dialog';
import { Facts } from '../parts/facts';
import { PageLink } from '../parts/link';
import { useCurrency } from '../parts/money';
import { Moment } from '../parts/moment';
import { inAudit } from '../parts/news';
import { Page, Section } from '../parts/page';
import { ErrorState, LoadingState } from '../parts/states';
import { useAction } from '../parts/use-action';
import { KeysPanel } from './keys-panel';
import { Used } from './used';
import { LimitsDialog } from './limits-dialog';

export function ClientPage({ id }: { readonly id: string }): JSX.Element {
  const client = useQuery({
    queryKey: ['client', id],
    queryFn: () => get<Client>(`/v1/clients/${encodeURIComponent(id)}`),
  });
  return (
    <Page title={client.data?.name ?? 'Client'} actions={client.data && <Actions client={client.data} />}>
      <nav aria-label="Breadcrumb">
        <PageLink to="/clients">Clients</PageLink> / <span className="mono break">{id}</span>
      </nav>
      {client.isPending && <LoadingState />}
      {client.isError && <ErrorState error={client.error} onRetry={() => void client.refetch()} />}
      {client.data && (
        <>
          <StatePanel client={client.data} />
          <KeysPanel client={client.data} />
        </>
      )}
    </Page>
  );
}

function StatePanel({ client }: { readonly client: Client }): JSX.Element {
  const { limits, usage } = client;
  const currency = useCurrency();
  return (
    <Section title="Limits and usage">
      <Facts
        facts={[
          [
            'State',
            client.disabledAt ? (
              <>
                disabled, <Moment at={client.disabledAt} />
              </>
            ) : (
              'may order'
            ),
          ],
          [
            'Orders, last 60 minutes',
            usage && (
              <Used
                key="orders"
                used={String(usage.ordersLastHour)}
                limit={limits.ordersPerHour?.toString()}
              />
            ),
          ],
          [
            'Counts against today’s limit (UTC)',
            usage && <Used key="spend" used={usage.spendToday} limit={limits.spendPerDay} unit={currency} />,
          ],
          ['Subject in tokens', client.jwtSubject],
          ['Made', <Moment key="made" at={client.createdAt} />],
          [
            'Orders',
            <PageLink key="orders" to={`/orders?clientId=${client.id}`}>
              Show orders
            </PageLink>,
          ],
        ]}
      />
      <p className="aside lead-line">
        Orders that were accepted today count against the limit; those not placed yet count with their last
        known price. For the spend by the day on which Sectigo charged the order, see{' '}
        <PageLink to="/money">Money</PageLink>.
      </p>
    </Section>
  );
}

function Actions({ client }: { readonly client: Client }): JSX.Element | null {
  const [chosen, choose] = useState<'limits' | 'disable' | null>(null);
  const enable = useAction(
    () => call('PATCH', `/v1/clients/${client.id}`, { enabled: true }),
    () => ({ text: `${client.name} may order again.`, link: inAudit(client.id) }),
  );
  if (client.disabledAt) {
    return (
      <Button variant="default" loading={enable.isPending} onClick={() => enable.mutate()}>
        Enable
      </Button>
    );
  }
  const close = (): void => choose(null);
  return (
    <Group gap="xs">
      <Button variant="default" onClick={() => choose('limits')}>
        Change limits
      </Button>
      <Button variant="default" onClick={() => choose('disable')}>
        Disable
      </Button>
      {chosen === 'limits' && <LimitsDialog client={client} onClose={close} />}
      {chosen === 'disable' && <DisableDialog client={client} onClose={close} />}
    </Group>
  );
}

interface DialogProperties {
  readonly client: Client;
  readonly onClose: () => void;
}

function DisableDialog({ client, onClose }: DialogProperties): JSX.Element {
  const disable = useAction(
    () => call('DELETE', `/v1/clients/${client.id}`),
    () => ({ text: `${client.name} is disabled.`, link: inAudit(client.id) }),
  );
  return (
    <ConfirmDialog
      title="Disable client"
      text="All its keys stop working at once, until you enable it again. Its orders stay, and queued orders are still sent."
      phrase={client.name}
      button="Disable"
      action={disable}
      onClose={onClose}
    />
  );
}
