import { Button, Chip, Group, NativeSelect, Paper, Popover, Stack } from '@mantine/core';
import { type JSX } from 'react';
import { STATUSES } from '../api/types';
import { useClients } from '../api/use-all';
import { DayField, SearchField } from '../parts/filter-fields';
import { words } from '../parts/format';
import { FilterPills } from './filter-pills';
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
const MISMATCHES = [
  { value: '', label: 'all' },
  { value: 'true', label: 'not as ordered' },
];

interface Properties {
  readonly filters: OrderFilters;
  readonly onChange: (filters: OrderFilters) => void;
}

/** The search, the statuses and what else narrows the list, in as few lines as they fit. */
export function FilterBar({ filters, onChange }: Properties): JSX.Element {
  return (
    <Paper withBorder p="sm" component="search">
      <Stack gap="sm">
        <Group align="end" wrap="nowrap">
          <SearchField
            label="Search"
            placeholder="Organization, reference, Sectigo’s number"
            value={filters.q}
            onChange={(q) => onChange({ ...filters, q })}
          />
          <MoreFilters filters={filters} onChange={onChange} />
        </Group>
        <div className="filters">
          <StatusChips filters={filters} onChange={onChange} />
          <FilterPills filters={filters} onChange={onChange} />
        </div>
      </Stack>
    </Paper>
  );
}

function MoreFilters({ filters, onChange }: Properties): JSX.Element {
  const clients = useClients();
  const field = (name: Exclude<keyof OrderFilters, 'status'>) => ({
    value: filters[name],
    onChange: (value: string) => onChange({ ...filters, [name]: value }),
  });
  const select = (name: Exclude<keyof OrderFilters, 'status'>) => ({
    value: filters[name] ?? '',
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ ...filters, [name]: event.currentTarget.value }),
  });
  const ofClient = [
    { value: '', label: 'all clients' },
    ...clients.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Popover position="bottom-end" shadow="md" width={300} trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default" flex="none">
          More filters
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="More filters">
        <Stack gap="xs">
          <NativeSelect label="Client" data={ofClient} {...select('clientId')} />
          <NativeSelect label="Type" data={TYPES} {...select('certificateType')} />
          <NativeSelect label="Orders" data={TESTS} {...select('test')} />
          <NativeSelect label="Certificates" data={MISMATCHES} {...select('mismatched')} />
          <DayField label="From" {...field('createdAfter')} />
          <DayField label="Before" {...field('createdBefore')} />
          <DayField label="Certificate expires before" {...field('expiresBefore')} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function StatusChips({ filters, onChange }: Properties): JSX.Element {
  return (
    <Chip.Group multiple value={[...filters.status]} onChange={(status) => onChange({ ...filters, status })}>
      <div className="filters" role="group" aria-label="Status">
        {STATUSES.map((status) => (
          <Chip key={status} value={status} size="xs" variant="outline">
            {words(status)}
          </Chip>
        ))}
      </div>
    </Chip.Group>
  );
}
