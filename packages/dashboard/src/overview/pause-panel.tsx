import { Button, TextInput } from '@mantine/core';
import { type JSX, useState } from 'react';
import { call } from '../api/request';
import { type SubmissionState } from '../api/types';
import { ConfirmDialog } from '../parts/confirm-dialog';
import { inAudit } from '../parts/news';
import { useAction } from '../parts/use-action';
import { useDoing } from '../parts/use-doing';

const MAX_REASON = 500;

/** Pauses sending for all workers; the banner that appears has the button to resume. */
export function PausePanel({ state }: { readonly state: SubmissionState }): JSX.Element | null {
  const [isOpen, setOpen] = useDoing('pause');
  if (state.paused) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Pause sending
      </Button>
      {isOpen && <PauseDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function PauseDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const [reason, setReason] = useState('');
  const pause = useAction(
    () => call('POST', '/v1/ops/submissions/pause', { reason: reason.trim() }),
    () => ({ text: 'Sending is paused.', link: inAudit('submissions') }),
  );
  return (
    <ConfirmDialog
      title="Pause sending"
      text="Nothing is sent to Sectigo until an operator resumes. Orders are still accepted."
      phrase="pause"
      button="Pause sending"
      action={pause}
      onClose={onClose}
      isComplete={reason.trim() !== ''}
    >
      <TextInput
        label="Reason, for other operators"
        value={reason}
        maxLength={MAX_REASON}
        onChange={(event) => setReason(event.currentTarget.value)}
        required
      />
    </ConfirmDialog>
  );
}
