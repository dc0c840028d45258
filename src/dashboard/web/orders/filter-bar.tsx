import { Button, Chip, Group, NativeSelect, Paper, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type JSX, useState } from 'react';
import { STATUSES } from '../api/types';
import { words } from '../parts/format';
import { type OrderFilters } from './order-filters';

const TYPING_MS = 300;
const TYPES = [
  { value: '', label: 'all types' },
  { value: 'organization', label: 'Organization' },
  { value: 'organization-individual', label: 'Organization, individual' },
  { value: 'individual', label: 'Individual' },
];
const TESTS = [
  { value: '', label: 'real and test' },
  { value: 'false', label: 'real only' },
  { value: 'true', label: 'test only' },
];

interface Properties {
  readonly filters: OrderFilters;
  readonly onChange: (filters: OrderFilters) => void;
}

export function FilterBar({ filters, onChange }: Properties): JSX.Element {
  return (
    <Paper withBorder p="md" component="search">
      <Stack gap="sm">
        <Group align="end" wrap="wrap">
          <SearchField filters={filters} onChange={onChange} />
          <NativeSelect
            label="Type"
            data={TYPES}
            value={filters.certificateType ?? ''}
            onChange={(event) => onChange({ ...filters, certificateType: event.currentTarget.value })}
          />
          <NativeSelect
            label="Orders"
            data={TESTS}
            value={filters.test ?? ''}
            onChange={(event) => onChange({ ...filters, test: event.currentTarget.value })}
          />
          <DayField label="From" filters={filters} name="createdAfter" onChange={onChange} />
          <DayField label="Until before" filters={filters} name="createdBefore" onChange={onChange} />
        </Group>
        <StatusChips filters={filters} onChange={onChange} />
        {filters.clientId !== undefined && (
          <Group gap="xs">
            Only of client <span className="mono">{filters.clientId}</span>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onChange({ ...filters, clientId: '' })}
            >
              All clients
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

function SearchField({ filters, onChange }: Properties): JSX.Element {
  const [typed, setTyped] = useState(filters.q ?? '');
  const search = useDebouncedCallback((q: string) => onChange({ ...filters, q }), TYPING_MS);
  return (
    <TextInput
      label="Search"
      type="search"
      placeholder="Organization, reference, Sectigo’s number"
      className="search"
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        search(event.currentTarget.value.trim());
      }}
    />
  );
}

function StatusChips({ filters, onChange }: Properties): JSX.Element {
  return (
    <Chip.Group multiple value={[...filters.status]} onChange={(status) => onChange({ ...filters, status })}>
      <Group gap="xs" role="group" aria-label="Status">
        {STATUSES.map((status) => (
          <Chip key={status} value={status} size="sm" variant="outline">
            {words(status)}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}

interface DayProperties extends Properties {
  readonly label: string;
  readonly name: 'createdAfter' | 'createdBefore';
}

/** A day as the clock on the wall has it: from its midnight. */
function DayField({ label, name, filters, onChange }: DayProperties): JSX.Element {
  const at = filters[name];
  return (
    <TextInput
      label={label}
      type="date"
      value={at === undefined ? '' : localDay(at)}
      onChange={(event) => {
        const day = event.currentTarget.value;
        onChange({ ...filters, [name]: day === '' ? '' : new Date(`${day}T00:00`).toISOString() });
      }}
    />
  );
}

function localDay(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const pad = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
