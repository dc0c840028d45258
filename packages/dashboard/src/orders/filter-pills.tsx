import { Button } from '@mantine/core';
import { type JSX } from 'react';
import { useClientName } from '../api/use-all';
import { localDate, words } from '../parts/format';
import { type OrderFilters } from './order-filters';

type Name = Exclude<keyof OrderFilters, 'status' | 'q'>;

const LABELS: Readonly<Record<Name, (value: string) => string>> = {
  clientId: (name) => `Client: ${name}`,
  certificateType: (type) => `Type: ${words(type).toLowerCase()}`,
  test: (value) => (value === 'true' ? 'Test only' : 'Real only'),
  mismatched: (value) => (value === 'true' ? 'Not as ordered' : 'As ordered'),
  createdAfter: (time) => `From ${localDate(time)}`,
  createdBefore: (time) => `Until before ${localDate(time)}`,
  expiresBefore: (time) => `Expires before ${localDate(time)}`,
  certificateId: (id) => `Certificate id: ${id}`,
};

interface Properties {
  readonly filters: OrderFilters;
  readonly onChange: (filters: OrderFilters) => void;
}

/** What the list is narrowed to beside statuses, each with its way back. */
export function FilterPills({ filters, onChange }: Properties): JSX.Element {
  const nameOf = useClientName();
  const given = (Object.keys(LABELS) as Name[]).flatMap((name) => {
    const value = filters[name];
    return value ? [{ name, value: name === 'clientId' ? (nameOf(value) ?? value) : value }] : [];
  });
  const isNarrowed = given.length + filters.status.length > 0 || Boolean(filters.q);
  return (
    <>
      {given.map(({ name, value }) => (
        <Button
          key={name}
          size="compact-xs"
          radius="xl"
          variant="light"
          rightSection="×"
          className="pill"
          aria-label={`Remove filter: ${LABELS[name](value)}`}
          onClick={() => onChange({ ...filters, [name]: '' })}
        >
          {LABELS[name](value)}
        </Button>
      ))}
      {isNarrowed && (
        <Button size="compact-xs" variant="subtle" onClick={() => onChange({ status: [] })}>
          Clear filters
        </Button>
      )}
    </>
  );
}
