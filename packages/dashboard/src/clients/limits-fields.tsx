import { TextInput } from '@mantine/core';
import { type JSX } from 'react';

/** As typed: a number may be half written. */
export interface TypedLimits {
  readonly ordersPerHour: string;
  readonly spendPerDay: string;
}

/** As the API takes them; amounts stay text. The API validates them. */
export function limitsOf({ ordersPerHour, spendPerDay }: TypedLimits): object {
  const orders = ordersPerHour.trim();
  return {
    ordersPerHour: orders === '' ? null : /^\d+$/.test(orders) ? Number(orders) : orders,
    spendPerDay: spendPerDay.trim() === '' ? null : spendPerDay.trim(),
  };
}

interface Properties {
  readonly value: TypedLimits;
  readonly onChange: (limits: TypedLimits) => void;
}

export function LimitsFields({ value, onChange }: Properties): JSX.Element {
  return (
    <>
      <TextInput
        label="Orders per hour"
        description="Within any 60 minutes. Empty: no limit."
        inputMode="numeric"
        value={value.ordersPerHour}
        onChange={(event) => onChange({ ...value, ordersPerHour: event.currentTarget.value })}
      />
      <TextInput
        label="Spend per day"
        description="In the account’s currency, per day in UTC. Empty: no limit."
        placeholder="5000.00"
        inputMode="decimal"
        value={value.spendPerDay}
        onChange={(event) => onChange({ ...value, spendPerDay: event.currentTarget.value })}
      />
    </>
  );
}
