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

/** An operator's decision after looking in Sectigo's portal. */
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
          Look for <strong>{order.organization.name}</strong> in Sectigo’s portal first. Your decision is
          final, and a mistake costs money.
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
        label="Note: how you know"
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

/** Sectigo's order number, and the cost, which counts as spent. */
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

/** The cost that counts if the field is empty. */
function useCostHint(orderId: string, number: string): string {
  const currency = useCurrency();
  const lines = useReconciliation(orderId).data?.candidates ?? [];
  const cost = lines.find(({ orderNumber }) => orderNumber === number)?.cost ?? null;
  return cost === null
    ? 'Counts as spent. Empty: nothing, because the cost is not known.'
    : `Counts as spent. Empty: ${amount(cost)} ${currency}, from Sectigo’s report.`;
}

interface ChoicesProperties {
  readonly value: Choice;
  readonly onChange: (choice: Choice) => void;
}

function Choices({ value, onChange }: ChoicesProperties): JSX.Element {
  return (
    <Radio.Group label="Outcome" value={value} onChange={(chosen) => onChange(chosen)}>
      <Stack gap="xs" mt="xs">
        <Radio value="placed" label="Sectigo has it: mark as placed" />
        <Radio value="failed" label="Sectigo does not have it: mark as failed" />
        <Radio
          value="resubmit"
          label="Sectigo does not have it: send it again"
          description="The gateway buys it now. If Sectigo already has it, it is bought twice."
        />
      </Stack>
    </Radio.Group>
  );
}
