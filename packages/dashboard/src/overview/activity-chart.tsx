import { Table } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type JSX } from 'react';
import { Bar, CartesianGrid, BarChart, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { type Activity } from '../api/types';
import { localTime, timeZone, utcDay, utcTime } from '../parts/format';
import { toCoarser } from './to-coarser';

const HEIGHT = 260;
const DAY_SECONDS = 86_400;

/** Settled orders by outcome, stacked, beside the accepted ones. */
const OUTCOMES = [
  { key: 'placed', name: 'Placed', colour: 'var(--placed)' },
  { key: 'rejected', name: 'Rejected', colour: 'var(--bad)' },
  { key: 'failed', name: 'Failed', colour: 'var(--still)' },
  { key: 'held', name: 'Held', colour: 'var(--held)' },
  { key: 'outcomeUnknown', name: 'Outcome unknown', colour: 'var(--doubt)' },
] as const;

/** So many pairs of bars can be told apart. */
const MOST_BARS = { wide: 48, narrow: 24 };

export default function ActivityChart({ activity }: { readonly activity: Activity }): JSX.Element {
  const isNarrow = useMediaQuery('(max-width: 48em)');
  const shown = toCoarser(activity, isNarrow ? MOST_BARS.narrow : MOST_BARS.wide);
  return (
    <figure className="chart" aria-label="Orders over time">
      <div aria-hidden>
        <Chart {...shown} />
      </div>
      <p className="aside">
        {areDays(shown) ? 'Days in UTC' : `Times in ${timeZone()}`}. Each bar shows the orders accepted and
        the orders settled in that time.
      </p>
      <details>
        <summary>Show as a table</summary>
        <Numbers {...shown} />
      </details>
    </figure>
  );
}

/** The gateway cuts days at midnight of UTC; shorter times begin when they do on every clock. */
const areDays = ({ stepSeconds }: Pick<Activity, 'stepSeconds'>): boolean => stepSeconds >= DAY_SECONDS;

function Chart({ stepSeconds, data }: Activity): JSX.Element {
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <BarChart
        data={data}
        accessibilityLayer={false}
        barGap={0}
        barCategoryGap={1}
        margin={{ left: -20, right: 8, top: 8 }}
      >
        <CartesianGrid vertical={false} stroke="var(--edge)" />
        <XAxis
          dataKey="from"
          tickFormatter={(from: string) => tick(from, stepSeconds)}
          minTickGap={40}
          stroke="var(--edge)"
        />
        <YAxis allowDecimals={false} stroke="var(--edge)" />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--mantine-color-default-hover)' }}
          contentStyle={{ background: 'var(--mantine-color-body)', borderColor: 'var(--edge)' }}
          itemStyle={{ color: 'var(--mantine-color-text)' }}
          labelFormatter={(from) => (typeof from === 'string' ? nameOf(from, stepSeconds) : '')}
        />
        <Legend itemSorter={null} formatter={(name) => <span className="legend">{name}</span>} />
        <Bar
          dataKey="accepted"
          name="Accepted"
          fill="var(--accepted)"
          isAnimationActive={false}
          maxBarSize={20}
        />
        {OUTCOMES.map(({ key, name, colour }) => (
          <Bar
            key={key}
            dataKey={key}
            name={name}
            fill={colour}
            stackId="outcome"
            isAnimationActive={false}
            maxBarSize={20}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}

function tick(from: string, stepSeconds: number): string {
  if (areDays({ stepSeconds })) return utcDay(from);
  const options: Intl.DateTimeFormatOptions =
    stepSeconds >= 3_600
      ? { day: 'numeric', month: 'short', hour: '2-digit' }
      : { hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat(undefined, options).format(new Date(from));
}

const nameOf = (from: string, stepSeconds: number): string =>
  areDays({ stepSeconds }) ? `${utcDay(from)} (UTC)` : localTime(from);

/** Those times in which something happened. */
function Numbers({ stepSeconds, data }: Activity): JSX.Element {
  const busy = data.filter(({ from: _from, ...counts }) => Object.values(counts).some((count) => count > 0));
  return (
    <div className="chart-numbers" tabIndex={0} role="region" aria-label="Orders over time, in numbers">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>From</Table.Th>
            <Table.Th>Accepted</Table.Th>
            {OUTCOMES.map(({ key, name }) => (
              <Table.Th key={key}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {busy.map((bucket) => (
            <Table.Tr key={bucket.from}>
              <Table.Td title={utcTime(bucket.from)}>{nameOf(bucket.from, stepSeconds)}</Table.Td>
              <Table.Td>{bucket.accepted}</Table.Td>
              {OUTCOMES.map(({ key }) => (
                <Table.Td key={key}>{bucket[key]}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
