import { Group, NativeSelect, Paper } from '@mantine/core';
import { type JSX } from 'react';
import { DayField, SearchField } from '../parts/filter-fields';
import { ACTIONS, type AuditFilters } from './audit-filters';

const CHOICES = [
  { value: '', label: 'all' },
  ...Object.entries(ACTIONS).map(([value, label]) => ({ value, label })),
];

interface Properties {
  readonly filters: AuditFilters;
  readonly onChange: (filters: AuditFilters) => void;
}

export function AuditFilterBar({ filters, onChange }: Properties): JSX.Element {
  const field = (name: keyof AuditFilters) => ({
    value: filters[name],
    onChange: (value: string) => onChange({ ...filters, [name]: value }),
  });
  return (
    <Paper withBorder p="md" component="search">
      <Group align="end" wrap="wrap">
        <SearchField label="Who" placeholder="Id of a key, session or client" {...field('actor')} />
        <SearchField label="Target" placeholder="Id of an order, client or webhook" {...field('target')} />
        <NativeSelect
          label="Action"
          data={CHOICES}
          value={filters.action ?? ''}
          onChange={(event) => onChange({ ...filters, action: event.currentTarget.value })}
        />
        <DayField label="From" {...field('after')} />
        <DayField label="Before" {...field('before')} />
      </Group>
    </Paper>
  );
}
