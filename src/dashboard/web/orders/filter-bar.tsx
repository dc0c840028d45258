import { Button, Chip, Group, NativeSelect, Paper, Stack } from '@mantine/core';
import { type JSX } from 'react';
import { STATUSES } from '../api/types';
import { DayField, SearchField } from '../parts/filter-fields';
import { words } from '../parts/format';
import { type OrderFilters } from './order-filters';

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
  const field = (name: 'q' | 'createdAfter' | 'createdBefore' | 'expiresBefore') => ({
    value: filters[name],
    onChange: (value: string) => onChange({ ...filters, [name]: value }),
  });
  return (
    <Paper withBorder p="md" component="search">
      <Stack gap="sm">
        <Group>
          <SearchField
            label="Search"
            placeholder="Organization, reference, Sectigo’s number"
            {...field('q')}
          />
        </Group>
        <Group align="end" wrap="wrap">
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
          <DayField label="From" {...field('createdAfter')} />
          <DayField label="Until before" {...field('createdBefore')} />
          <DayField label="Certificate ends before" {...field('expiresBefore')} />
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
