import { Button } from '@mantine/core';
import { type JSX, useState } from 'react';
import { call } from '../api/request';
import { type Client, type NewKey } from '../api/types';
import { ConfirmDialog } from '../parts/confirm-dialog';
import { DataTable } from '../parts/data-table';
import { Ago, Moment } from '../parts/moment';
import { NewSecret } from '../parts/new-secret';
import { inAudit } from '../parts/news';
import { Section } from '../parts/page';
import { EmptyState, Refusal } from '../parts/states';
import { useAction } from '../parts/use-action';

/** A client's keys: to rotate, add one, let the service use it, revoke the old one. */
export function KeysPanel({ client }: { readonly client: Client }): JSX.Element {
  const [revoking, revoke] = useState<string | null>(null);
  const add = useAction(() => call<NewKey>('POST', `/v1/clients/${client.id}/keys`));
  const mayAdd = !client.disabledAt;
  return (
    <Section
      title="Keys"
      aside={
        mayAdd && (
          <Button variant="default" loading={add.isPending} onClick={() => add.mutate()}>
            Add a key
          </Button>
        )
      }
    >
      <Refusal error={add.error} />
      <Keys client={client} onRevoke={revoke} />
      {add.data?.key !== undefined && (
        <NewSecret title="The new key" secret={add.data.key} onClose={() => add.reset()} />
      )}
      {revoking !== null && <RevokeDialog client={client} keyId={revoking} onClose={() => revoke(null)} />}
    </Section>
  );
}

function Keys({
  client,
  onRevoke,
}: {
  readonly client: Client;
  readonly onRevoke: (id: string) => void;
}): JSX.Element {
  if (client.keys.length === 0) return <EmptyState title="No usable key" />;
  return (
    <DataTable
      label="Keys"
      rows={client.keys}
      keyOf={({ id }) => id}
      columns={[
        { name: 'Id', cell: ({ id }) => <span className="mono break">{id}</span> },
        { name: 'Name', cell: ({ name }) => name ?? '–' },
        { name: 'Created', cell: ({ createdAt }) => <Ago at={createdAt} /> },
        { name: 'Last used', cell: ({ lastUsedAt }) => <Ago at={lastUsedAt} /> },
        { name: 'Expires', cell: ({ expiresAt }) => (expiresAt ? <Moment at={expiresAt} /> : 'never') },
        {
          name: 'Action',
          cell: ({ id }) => (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onRevoke(id)}
              aria-label={`Revoke ${id}`}
            >
              Revoke
            </Button>
          ),
        },
      ]}
    />
  );
}

interface DialogProperties {
  readonly client: Client;
  readonly keyId: string;
  readonly onClose: () => void;
}

function RevokeDialog({ client, keyId, onClose }: DialogProperties): JSX.Element {
  const revoke = useAction(
    () => call('DELETE', `/v1/clients/${client.id}/keys/${keyId}`),
    () => ({ text: `A key of ${client.name} is revoked.`, link: inAudit(client.id) }),
  );
  return (
    <ConfirmDialog
      title="Revoke key"
      text={
        <>
          Requests of {client.name} with <span className="mono break">{keyId}</span> will be refused.
        </>
      }
      phrase="revoke"
      button="Revoke"
      action={revoke}
      onClose={onClose}
    />
  );
}
