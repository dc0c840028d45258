import { Radio, Stack, TextInput } from '@mantine/core';
import { type JSX, useState } from 'react';
import { type Order, type Resolution } from '../api/types';
import { ConfirmDialog } from '../parts/confirm-dialog';
import { amount } from '../parts/format';
import { useCurrency } from '../parts/money';
import { faultAt } from '../parts/refused-fields';
import { NoteField } from './note-field';
import { useOrderChange } from './use-order-change';
import { useReconciliation } from './use-reconciliation';

/** A line of Sectigo's report. */
export interface Found {
  readonly orderNumber: string;
  readonly cost: string | null;
}

type Choice = 'placed' | 'failed' | 'resubmit';

const PHRASES: Readonly<Record<Choice, string>> = {
  placed: 'placed',
  failed: 'not placed',
  resubmit: 'buy again',
};
const FIELDS = ['/sectigoOrderNumber', '/cost', '/note'];

interface Said {
  readonly choice: Choice;
  readonly number: string;
  readonly cost: string;
  readonly note: string;
}

function resolutionOf({ choice, number, cost, note }: Said): Resolution {
  if (choice !== 'placed')
    return { outcome: 'not-placed', resubmit: choice === 'resubmit', note: note.trim() };
  return {
    outcome: 'placed',
    sectigoOrderNumber: number.trim(),
    ...(cost.trim() !== '' && { cost: cost.trim() }),
    note: note.trim(),
  };
}

interface Properties {
  readonly order: Order;
  readonly found: Found | null;
  readonly onClose: () => void;
}

/** The word of an operator who has looked at Sectigo. */
export function ResolveDialog({ order, found, onClose }: Properties): JSX.Element {
  const [said, setSaid] = useState<Said>({
    choice: 'placed',
    number: found?.orderNumber ?? '',
    cost: found?.cost ?? '',
    note: '',
  });
  const set = (part: Partial<Said>): void => setSaid((before) => ({ ...before, ...part }));
  const action = useOrderChange(order, 'resolve', resolutionOf(said));
  const { choice, note } = said;
  return (
    <ConfirmDialog
      title="Resolve"
      text={
        <>
          Look in Sectigo’s portal first: for <strong>{order.organization.name}</strong>. What you say here is
          final, and money hangs on it.
        </>
      }
      phrase={PHRASES[choice]}
      button="Resolve"
      action={action}
      onClose={onClose}
      isComplete={(choice !== 'placed' || said.number.trim() !== '') && note.trim() !== ''}
      fields={FIELDS}
    >
      <Choices value={choice} onChange={(chosen) => set({ choice: chosen })} />
      {choice === 'placed' && <PlacedFields order={order} said={said} set={set} error={action.error} />}
      <NoteField
        label="Note: why you are sure"
        value={note}
        onChange={(text) => set({ note: text })}
        required
        error={faultAt(action.error, '/note')}
      />
    </ConfirmDialog>
  );
}

interface PlacedProperties {
  readonly order: Order;
  readonly said: Said;
  readonly set: (part: Partial<Said>) => void;
  readonly error: Error | null;
}

/** Which order of Sectigo's it is, and what it cost: that is booked as spent. */
function PlacedFields({ order, said, set, error }: PlacedProperties): JSX.Element {
  const currency = useCurrency();
  const hint = useCostHint(order.id, said.number.trim());
  return (
    <>
      <TextInput
        label="Sectigo’s order number"
        inputMode="numeric"
        value={said.number}
        error={faultAt(error, '/sectigoOrderNumber')}
        onChange={(event) => set({ number: event.currentTarget.value })}
        required
      />
      <TextInput
        label={`What Sectigo charged${currency === '' ? '' : `, in ${currency}`}`}
        description={hint}
        inputMode="decimal"
        placeholder="210.00"
        value={said.cost}
        error={faultAt(error, '/cost')}
        onChange={(event) => set({ cost: event.currentTarget.value })}
      />
    </>
  );
}

/** What is booked when nobody says what it cost. */
function useCostHint(orderId: string, number: string): string {
  const currency = useCurrency();
  const lines = useReconciliation(orderId).data?.candidates ?? [];
  const cost = lines.find(({ orderNumber }) => orderNumber === number)?.cost ?? null;
  return cost === null
    ? 'Booked as spent. Empty: it counts as nothing, as its cost is not known.'
    : `Booked as spent. Empty: ${amount(cost)} ${currency}, as Sectigo’s report says.`;
}

interface ChoicesProperties {
  readonly value: Choice;
  readonly onChange: (choice: Choice) => void;
}

function Choices({ value, onChange }: ChoicesProperties): JSX.Element {
  return (
    <Radio.Group label="Outcome" value={value} onChange={(chosen) => onChange(chosen)}>
      <Stack gap="xs" mt="xs">
        <Radio value="placed" label="Sectigo has it: placed" />
        <Radio value="failed" label="Sectigo does not have it: fail it" />
        <Radio
          value="resubmit"
          label="Sectigo does not have it: send it again"
          description="It is bought now. If Sectigo has it after all, it is bought twice."
        />
      </Stack>
    </Radio.Group>
  );
}
