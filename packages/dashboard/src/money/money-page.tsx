import { Button, Group, TextInput } from '@mantine/core';
import { type JSX, lazy, Suspense } from 'react';
import { useSearchParams } from 'wouter';
import { type MonthSpend } from '../api/types';
import { useCurrency } from '../parts/money';
import { useNow } from '../parts/now';
import { Page, Section } from '../parts/page';
import { save } from '../parts/save';
import { EmptyState, ErrorState, LoadingState } from '../parts/states';
import { MoneyTiles } from './money-tiles';
import { SpendTables } from './spend-tables';
import { toCsv } from './to-csv';
import { monthBeside } from './to-runway';
import { useSpend } from './use-spend';

/** The chart's library is the largest part of the page: the rest need not wait for it. */
const SpendChart = lazy(() => import('./spend-chart'));

/** Costs by client and product, and how long the balance lasts. Days and months are in UTC, as at Sectigo. */
export function MoneyPage(): JSX.Element {
  const [query, setQuery] = useSearchParams();
  const thisMonth = new Date(useNow()).toISOString().slice(0, 7);
  const given = query.get('month') ?? '';
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.test(given) ? given : thisMonth;
  const spend = useSpend(month);
  return (
    <Page title="Money" actions={spend.data && <Csv spend={spend.data} />}>
      <MoneyTiles month={month} isCurrent={month === thisMonth} spend={spend.data} />
      <Section
        title="Spent per day"
        aside={
          <MonthPicker month={month} latest={thisMonth} onChange={(chosen) => setQuery({ month: chosen })} />
        }
      >
        {spend.isPending && <LoadingState lines={8} />}
        {spend.isError && <ErrorState error={spend.error} onRetry={() => void spend.refetch()} />}
        {spend.data && <Chart spend={spend.data} />}
      </Section>
      {spend.data && <SpendTables spend={spend.data} />}
    </Page>
  );
}

function Chart({ spend }: { readonly spend: MonthSpend }): JSX.Element {
  if (spend.orders === 0) return <EmptyState title="Nothing spent in this month" />;
  return (
    <Suspense fallback={<LoadingState lines={8} />}>
      <SpendChart days={spend.byDay} />
    </Suspense>
  );
}

interface PickerProperties {
  readonly month: string;
  readonly latest: string;
  readonly onChange: (month: string) => void;
}

function MonthPicker({ month, latest, onChange }: PickerProperties): JSX.Element {
  return (
    <Group gap="xs">
      <Button variant="default" aria-label="Previous month" onClick={() => onChange(monthBeside(month, -1))}>
        ‹
      </Button>
      <TextInput
        type="month"
        aria-label="Month (UTC)"
        value={month}
        max={latest}
        onChange={(event) => event.currentTarget.value !== '' && onChange(event.currentTarget.value)}
      />
      <Button
        variant="default"
        aria-label="Next month"
        disabled={month >= latest}
        onClick={() => onChange(monthBeside(month, 1))}
      >
        ›
      </Button>
    </Group>
  );
}

function Csv({ spend }: { readonly spend: MonthSpend }): JSX.Element {
  const currency = useCurrency();
  const text = (): Blob => new Blob([toCsv(spend, currency)], { type: 'text/csv' });
  return (
    <Button variant="default" onClick={() => save(`spend-${spend.month}.csv`, text())}>
      Export as CSV
    </Button>
  );
}
