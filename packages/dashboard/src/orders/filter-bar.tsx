import { Button, Chip, Group, NativeSelect, Paper, Stack } from '@mantine/core';
import { type JSX, type ReactNode } from 'react';
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
          <Narrowed onWiden={() => onChange({ ...filters, clientId: '' })} widen="All clients">
            Only of client <span className="mono">{filters.clientId}</span>
          </Narrowed>
        )}
        {filters.mismatched === 'true' && (
          <Narrowed onWiden={() => onChange({ ...filters, mismatched: '' })} widen="All certificates">
            Only with a certificate that is not what was ordered
          </Narrowed>
        )}
      </Stack>
    </Paper>
  );
}

interface NarrowedProperties {
  readonly widen: string;
  readonly onWiden: () => void;
  readonly children: ReactNode;
}

/** What a link from another page narrowed the list to, and the way back. */
function Narrowed({ widen, onWiden, children }: NarrowedProperties): JSX.Element {
  return (
    <Group gap="xs">
      <span>{children}</span>
      <Button size="compact-sm" variant="default" onClick={onWiden}>
        {widen}
      </Button>
    </Group>
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
