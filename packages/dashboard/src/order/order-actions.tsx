import { Button, Group } from '@mantine/core';
import { type JSX, useState } from 'react';
import { type Order } from '../api/types';
import { ConfirmDialog } from '../parts/confirm-dialog';
import { NoteField } from './note-field';
import { ResolveDialog } from './resolve-dialog';
import { RevokeDialog } from './revoke-dialog';
import { type OrderAction as Action, useOrderChange } from './use-order-change';

const POSSIBLE: Readonly<Record<Action, readonly string[]>> = {
  cancel: ['queued', 'held'],
  retry: ['failed', 'held', 'rejected'],
  resolve: ['outcome-unknown'],
  revoke: ['placed'],
};
const GONE: readonly string[] = ['revoked', 'rejected'];
const BUTTONS = { cancel: 'Cancel order', retry: 'Retry', resolve: 'Resolve', revoke: 'Revoke' } as const;
const TEXTS = {
  cancel: 'The order will never be sent to Sectigo. A cancelled order stays cancelled.',
  retry: 'The order is queued again and sent to Sectigo. If Sectigo takes it, it is billed.',
};

function isPossible(action: Action, { status, certificate }: Order): boolean {
  const isGone = GONE.includes(certificate?.status ?? '');
  return POSSIBLE[action].includes(status) && !(action === 'revoke' && isGone);
}

/** What an operator may do with an order in its status. */
export function OrderActions({ order }: { readonly order: Order }): JSX.Element {
  const [chosen, choose] = useState<Action | null>(null);
  const close = (): void => choose(null);
  const possible = (Object.keys(POSSIBLE) as Action[]).filter((action) => isPossible(action, order));
  return (
    <Group gap="xs">
      {possible.map((action) => (
        <Button key={action} variant="default" onClick={() => choose(action)}>
          {BUTTONS[action]}
        </Button>
      ))}
      {chosen === 'resolve' && <ResolveDialog order={order} onClose={close} />}
      {chosen === 'revoke' && order.sectigo && (
        <RevokeDialog order={order} orderNumber={order.sectigo.orderNumber} onClose={close} />
      )}
      {(chosen === 'cancel' || chosen === 'retry') && (
        <PlainDialog key={chosen} orderId={order.id} action={chosen} onClose={close} />
      )}
    </Group>
  );
}

interface DialogProperties {
  readonly orderId: string;
  readonly action: 'cancel' | 'retry';
  readonly onClose: () => void;
}

function PlainDialog({ orderId, action, onClose }: DialogProperties): JSX.Element {
  const [note, setNote] = useState('');
  const why = note.trim();
  const change = useOrderChange(orderId, action, why === '' ? undefined : { note: why });
  return (
    <ConfirmDialog
      title={BUTTONS[action]}
      text={TEXTS[action]}
      phrase={action}
      button={BUTTONS[action]}
      action={change}
      onClose={onClose}
    >
      <NoteField label="Note, if you like: why" value={note} onChange={setNote} />
    </ConfirmDialog>
  );
}
