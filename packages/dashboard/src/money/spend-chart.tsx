import { Table } from '@mantine/core';
import { type JSX } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { type MonthSpend } from '../api/types';
import { amount, timeZone } from '../parts/format';
import { useCurrency } from '../parts/money';

const HEIGHT = 240;

interface Properties {
  readonly days: MonthSpend['byDay'];
}

export default function SpendChart({ days }: Properties): JSX.Element {
  const currency = useCurrency();
  const data = days.map(({ day, total, orders }) => ({ day, spent: Number(total), total, orders }));
  return (
    <figure className="chart" aria-label="Spent per day">
      <div aria-hidden>
        <ResponsiveContainer width="100%" height={HEIGHT}>
          <BarChart data={data} accessibilityLayer={false} margin={{ left: 0, right: 8, top: 8 }}>
            <CartesianGrid vertical={false} stroke="var(--edge)" />
            <XAxis
              dataKey="day"
              tickFormatter={(day: string) => String(Number(day.slice(-2)))}
              stroke="var(--edge)"
            />
            <YAxis tickFormatter={(spent: number) => amount(String(spent))} stroke="var(--edge)" />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: 'var(--mantine-color-default-hover)' }}
              contentStyle={{ background: 'var(--mantine-color-body)', borderColor: 'var(--edge)' }}
              itemStyle={{ color: 'var(--mantine-color-text)' }}
              labelFormatter={(day) => (typeof day === 'string' ? `${day} (UTC)` : '')}
              formatter={(spent) => [`${amount(Number(spent).toFixed(2))} ${currency}`, 'Spent']}
            />
            <Bar dataKey="spent" fill="var(--waiting)" isAnimationActive={false} maxBarSize={28} />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <p className="aside">
        {`Days in UTC${currency === '' ? '' : `, in ${currency}`}. Times of day elsewhere are those of ${timeZone()}.`}
      </p>
      <details>
        <summary>Show as a table</summary>
        <Numbers days={days} currency={currency} />
      </details>
    </figure>
  );
}

/** Those days on which something was bought. */
function Numbers({ days, currency }: Properties & { readonly currency: string }): JSX.Element {
  return (
    <div className="chart-numbers" tabIndex={0} role="region" aria-label="Spent per day, in numbers">
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Day (UTC)</Table.Th>
            <Table.Th>Orders</Table.Th>
            <Table.Th>Spent</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {days
            .filter(({ orders }) => orders > 0)
            .map(({ day, orders, total }) => (
              <Table.Tr key={day}>
                <Table.Td>{day}</Table.Td>
                <Table.Td>{orders}</Table.Td>
                <Table.Td>
                  {amount(total)} {currency}
                </Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
