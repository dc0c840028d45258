import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { type JSX, useState } from 'react';
import { type Order } from '../api/types';
import { ConfirmDialog } from '../parts/confirm-dialog';
import { Dialog } from '../parts/dialog';
import { NoteField } from './note-field';
import { ProblemText } from './problem-text';
import { REVOCATION_REASONS } from './revocation-reasons';
import { useOrderChange } from './use-order-change';
import { useRevocation } from './use-revocation';

const TITLE = 'Revoke the certificate';

interface Properties {
  readonly order: Order;
  /** Sectigo's number, which the operator types to confirm. */
  readonly orderNumber: string;
  readonly onClose: () => void;
}

export function RevokeDialog({ order, orderNumber, onClose }: Properties): JSX.Element {
  const [reason, setReason] = useState('');
  const [code, setCode] = useState('0');
  const wish = { reason: reason.trim(), reasonCode: Number(code) };
  const revocation = useOrderChange(order, 'revoke', wish);
  if (revocation.isSuccess) {
    return <Result order={order} onClose={onClose} onAgain={() => revocation.reset()} />;
  }
  return (
    <ConfirmDialog
      title={TITLE}
      text={
        <>
          This cannot be undone. If the certificate of <strong>{order.organization.name}</strong> is issued,
          it is revoked and no longer trusted; if not, it never will be issued. Its order number at Sectigo is{' '}
          <strong>{orderNumber}</strong>.
        </>
      }
      phrase={orderNumber}
      button="Revoke"
      action={revocation}
      onClose={onClose}
      closesWhenDone={false}
      isComplete={wish.reason !== ''}
    >
      <NativeSelect
        label="Reason in the revocation list"
        data={Object.entries(REVOCATION_REASONS).map(([value, label]) => ({ value, label }))}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <NoteField
        label="Reason, for Sectigo’s records and ours"
        value={reason}
        onChange={setReason}
        required
      />
    </ConfirmDialog>
  );
}

const RESULTS: Readonly<Record<string, string>> = {
  revoked: 'The certificate is revoked.',
  rejected: 'The certificate was not issued yet. It is rejected and never will be.',
};
const UNDER_WAY =
  'Stored. The gateway repeats the request until Sectigo has done or refused it. You can close this; the order’s history shows the result.';

interface ResultProperties {
  readonly order: Order;
  readonly onClose: () => void;
  readonly onAgain: () => void;
}

/** The result. The order is read again, so a revocation that is under way comes to its end here as well. */
function Result({ order, onClose, onAgain }: ResultProperties): JSX.Element {
  const revocation = useRevocation(order.id);
  const refusal = revocation?.status === 'refused' ? revocation.problem : null;
  return (
    <Dialog title={TITLE} onClose={onClose}>
      <Stack>
        {refusal ? (
          <div role="alert">
            <Text fw={600}>The revocation was refused: {refusal.title}</Text>
            <ProblemText problem={refusal} />
          </div>
        ) : (
          <Text role="status">{RESULTS[order.certificate?.status ?? ''] ?? UNDER_WAY}</Text>
        )}
        <Group justify="flex-end">
          {refusal && <Button onClick={onAgain}>Try again</Button>}
          <Button variant="default" onClick={onClose} data-autofocus>
            Close
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
