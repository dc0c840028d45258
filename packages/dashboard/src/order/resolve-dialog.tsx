import { Radio, Stack, TextInput } from '@mantine/core';
import { type JSX, useState } from 'react';
import { type Order, type Resolution } from '../api/types';
import { ConfirmDialog } from '../parts/confirm-dialog';
import { NoteField } from './note-field';
import { useOrderChange } from './use-order-change';

const NUMBER = /^[1-9]\d{0,19}$/;

type Choice = 'placed' | 'failed' | 'resubmit';

const PHRASES: Readonly<Record<Choice, string>> = {
  placed: 'placed',
  failed: 'not placed',
  resubmit: 'buy again',
};

function resolutionOf(choice: Choice, number: string, note: string): Resolution {
  return choice === 'placed'
    ? { outcome: 'placed', sectigoOrderNumber: number, note }
    : { outcome: 'not-placed', resubmit: choice === 'resubmit', note };
}

interface Properties {
  readonly order: Order;
  readonly onClose: () => void;
}

/** The word of an operator who has looked at Sectigo. */
export function ResolveDialog({ order, onClose }: Properties): JSX.Element {
  const [choice, setChoice] = useState<Choice>('placed');
  const [number, setNumber] = useState('');
  const [note, setNote] = useState('');
  const action = useOrderChange(order.id, 'resolve', resolutionOf(choice, number.trim(), note.trim()));
  const isNumber = choice !== 'placed' || NUMBER.test(number.trim());
  return (
    <ConfirmDialog
      title="Resolve"
      text="Look in Sectigo’s portal first. What you say here is final, and money hangs on it."
      phrase={PHRASES[choice]}
      button="Resolve"
      action={action}
      onClose={onClose}
      isComplete={isNumber && note.trim() !== ''}
    >
      <Choices value={choice} onChange={setChoice} />
      {choice === 'placed' && (
        <TextInput
          label="Sectigo’s order number"
          inputMode="numeric"
          value={number}
          error={number !== '' && !isNumber ? 'Digits only, as the portal shows it.' : null}
          onChange={(event) => setNumber(event.currentTarget.value)}
          required
        />
      )}
      <NoteField label="Note: why you are sure" value={note} onChange={setNote} required />
    </ConfirmDialog>
  );
}

interface ChoicesProperties {
  readonly value: Choice;
  readonly onChange: (choice: Choice) => void;
}

function Choices({ value, onChange }: ChoicesProperties): JSX.Element {
  return (
    <Radio.Group label="What became of it" value={value} onChange={(chosen) => onChange(chosen)}>
      <Stack gap="xs" mt="xs">
        <Radio value="placed" label="Sectigo has it: placed" />
        <Radio value="failed" label="Sectigo does not have it: fail it" />
        <Radio value="resubmit" label="Sectigo does not have it: send it again" />
      </Stack>
    </Radio.Group>
  );
}
