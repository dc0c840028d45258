import { Text, Textarea, TextInput } from '@mantine/core';
import { type JSX, useState } from 'react';
import { useLocation } from 'wouter';
import { callOnce } from '../api/request';
import { type Order } from '../api/types';
import { ConfirmDialog } from '../parts/confirm-dialog';
import { Money } from '../parts/money';
import { faultAt } from '../parts/refused-fields';
import { useAction } from '../parts/use-action';

interface Wishes {
  readonly reference: string;
  readonly hsmType: string;
  readonly csr: string;
  readonly keyAttestation: string;
}

function bodyOf({ reference, ...key }: Wishes, needsKey: boolean): object {
  return {
    ...(reference.trim() !== '' && { reference: reference.trim() }),
    ...(needsKey && {
      provisioning: {
        method: 'remote',
        hsmType: key.hsmType.trim(),
        csr: key.csr.trim(),
        keyAttestation: key.keyAttestation.trim(),
      },
    }),
  };
}

interface Properties {
  readonly order: Order;
  readonly onClose: () => void;
}

/** The same again, as a new order that is bought. Where the key is in hardware, a new one has to be given. */
export function RenewDialog({ order, onClose }: Properties): JSX.Element {
  const [, goTo] = useLocation();
  // one key for one dialog: pressed twice, it is one order
  const [idempotencyKey] = useState(() => `dashboard-${order.id}-${Date.now()}`);
  const [wishes, setWishes] = useState<Wishes>({
    reference: '',
    hsmType: order.provisioning.hsmType ?? '',
    csr: '',
    keyAttestation: '',
  });
  const needsKey = order.provisioning.method === 'remote';
  const renew = useAction(
    async () => {
      const body = bodyOf(wishes, needsKey);
      const { id } = await callOnce<Order>(`/v1/orders/${order.id}/renew`, idempotencyKey, body);
      goTo(`/orders/${id}`);
    },
    () => ({
      text: 'The renewal is ordered. This is its page.',
      link: { to: `/orders/${order.id}`, label: 'The renewed order' },
    }),
  );
  const isComplete =
    !needsKey || [wishes.hsmType, wishes.csr, wishes.keyAttestation].every((text) => text.trim() !== '');
  return (
    <ConfirmDialog
      title="Renew"
      text={<Explanation order={order} />}
      phrase="renew"
      button="Renew"
      action={renew}
      onClose={onClose}
      isComplete={isComplete}
      fields={FIELDS.map(([, pointer]) => pointer)}
    >
      <TextInput
        label="Reference (optional)"
        value={wishes.reference}
        error={faultAt(renew.error, '/reference')}
        onChange={(event) => setWishes({ ...wishes, reference: event.currentTarget.value })}
      />
      {needsKey && <KeyFields wishes={wishes} onChange={setWishes} error={renew.error} />}
    </ConfirmDialog>
  );
}

function Explanation({ order: { organization, sectigo } }: Pick<Properties, 'order'>): JSX.Element {
  return (
    <>
      A new order for <strong>{organization.name}</strong>, for the same client. It costs money.
      {sectigo?.cost && (
        <>
          {' '}
          Last time it cost{' '}
          <strong>
            <Money value={sectigo.cost} />
          </strong>
          .
        </>
      )}
    </>
  );
}

const FIELDS = [
  ['reference', '/reference'],
  ['hsmType', '/provisioning/hsmType'],
  ['csr', '/provisioning/csr'],
  ['keyAttestation', '/provisioning/keyAttestation'],
] as const;

interface KeyProperties {
  readonly wishes: Wishes;
  readonly onChange: (wishes: Wishes) => void;
  readonly error: Error | null;
}

function KeyFields({ wishes, onChange, error }: KeyProperties): JSX.Element {
  return (
    <>
      <Text size="sm">The key is in hardware. Enter the new one.</Text>
      <TextInput
        label="Type of hardware"
        value={wishes.hsmType}
        error={faultAt(error, '/provisioning/hsmType')}
        onChange={(event) => onChange({ ...wishes, hsmType: event.currentTarget.value })}
        required
      />
      <Textarea
        label="CSR"
        value={wishes.csr}
        error={faultAt(error, '/provisioning/csr')}
        minRows={3}
        maxRows={6}
        autosize
        onChange={(event) => onChange({ ...wishes, csr: event.currentTarget.value })}
        required
      />
      <Textarea
        label="Attestation, Base64"
        value={wishes.keyAttestation}
        error={faultAt(error, '/provisioning/keyAttestation')}
        minRows={2}
        maxRows={4}
        autosize
        onChange={(event) => onChange({ ...wishes, keyAttestation: event.currentTarget.value })}
        required
      />
    </>
  );
}
