import { Button } from '@mantine/core';
import { type JSX, useState } from 'react';
import { type Order } from '../api/types';
import { useNow } from '../parts/now';
import { ConfirmDialog } from '../parts/confirm-dialog';
import { endsSoon } from '../parts/days-left';
import { LookAgainButton } from './look-again-button';
import { NoteField } from './note-field';
import { RenewDialog } from './renew-dialog';
import { type Found, ResolveDialog } from './resolve-dialog';
import { RevokeDialog } from './revoke-dialog';
import { useOrderChange } from './use-order-change';

export type Action = 'resolve' | 'retry' | 'renew' | 'cancel' | 'revoke';

/** In the order of the buttons: the likeliest first. */
const STATUSES: Readonly<Record<Action, readonly string[]>> = {
  resolve: ['outcome-unknown'],
  retry: ['failed', 'held', 'rejected'],
  renew: ['placed'],
  cancel: ['queued', 'held'],
  revoke: ['placed'],
};
const GONE: readonly string[] = ['revoked', 'rejected'];
const BUTTONS: Readonly<Record<Action, string>> = {
  resolve: 'Resolve',
  retry: 'Retry',
  renew: 'Renew',
  cancel: 'Cancel order',
  revoke: 'Revoke',
};

function isPossible(action: Action, { status, certificate }: Order): boolean {
  const became = certificate?.status ?? '';
  if (!STATUSES[action].includes(status)) return false;
  if (action === 'revoke') return !GONE.includes(became);
  return action !== 'renew' || typeof certificate?.issuedAt === 'string';
}

/** The recommended action, which stands out. */
function advised({ status, certificate, renewedBy, problem }: Order): Action | null {
  if (status === 'outcome-unknown') return 'resolve';
  if (problem?.actor === 'sectigo') return 'retry';
  const ends =
    certificate?.status === 'issued' && certificate.expiresAt !== null && endsSoon(certificate.expiresAt);
  return ends && renewedBy === null ? 'renew' : null;
}

interface Properties {
  readonly order: Order;
  readonly onChoose: (action: Action) => void;
}

/** What an operator may do with an order in its status. */
export function OrderActions({ order, onChoose }: Properties): JSX.Element {
  useNow();
  const possible = (Object.keys(STATUSES) as Action[]).filter((action) => isPossible(action, order));
  const first = advised(order);
  return (
    <>
      {possible.map((action) => (
        <Button
          key={action}
          variant={action === first ? 'filled' : 'default'}
          onClick={() => onChoose(action)}
        >
          {BUTTONS[action]}
        </Button>
      ))}
      {order.status === 'outcome-unknown' && <LookAgainButton orderId={order.id} />}
    </>
  );
}

interface DialogsProperties {
  readonly order: Order;
  readonly chosen: Action | null;
  /** The line of Sectigo's report that the operator chose. */
  readonly found: Found | null;
  readonly onClose: () => void;
}

export function OrderDialogs({ order, chosen, found, onClose }: DialogsProperties): JSX.Element | null {
  switch (chosen) {
    case null:
      return null;
    case 'resolve':
      return <ResolveDialog order={order} found={found} onClose={onClose} />;
    case 'renew':
      return <RenewDialog order={order} onClose={onClose} />;
    case 'revoke':
      if (!order.sectigo) return null;
      return <RevokeDialog order={order} orderNumber={order.sectigo.orderNumber} onClose={onClose} />;
    case 'cancel':
    case 'retry':
      return <PlainDialog key={chosen} order={order} action={chosen} onClose={onClose} />;
  }
}

interface PlainProperties {
  readonly order: Order;
  readonly action: 'cancel' | 'retry';
  readonly onClose: () => void;
}

const TEXTS = {
  cancel: 'will never be sent to Sectigo. A cancelled order stays cancelled.',
  retry: 'is queued again and sent to Sectigo. If Sectigo accepts it, it costs money.',
};

function PlainDialog({ order, action, onClose }: PlainProperties): JSX.Element {
  const [note, setNote] = useState('');
  const why = note.trim();
  const change = useOrderChange(order, action, why === '' ? undefined : { note: why });
  return (
    <ConfirmDialog
      title={BUTTONS[action]}
      text={
        <>
          The order {order.reference} of <strong>{order.organization.name}</strong> {TEXTS[action]}
        </>
      }
      phrase={action}
      button={BUTTONS[action]}
      action={change}
      onClose={onClose}
    >
      <NoteField label="Note (optional)" value={note} onChange={setNote} />
    </ConfirmDialog>
  );
}
