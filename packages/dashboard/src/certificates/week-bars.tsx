import { UnstyledButton } from '@mantine/core';
import { type JSX } from 'react';
import { type Order } from '../api/types';
import { localDay } from '../parts/format';
import { type Week } from './to-weeks';

interface Properties {
  readonly weeks: readonly Week<Order>[];
  readonly chosen: number | null;
  readonly onChoose: (week: number | null) => void;
}

/** One bar for each week, as high as certificates end in it; a click shows that week alone, another all again. */
export function WeekBars({ weeks, chosen, onChoose }: Properties): JSX.Element {
  const most = Math.max(...weeks.map(({ items }) => items.length), 1);
  return (
    <div className="weeks" role="group" aria-label="Weeks">
      {weeks.map(({ from, items }, week) => (
        <UnstyledButton
          key={week}
          className="week"
          aria-pressed={week === chosen}
          disabled={items.length === 0}
          onClick={() => onChoose(week === chosen ? null : week)}
        >
          <span className="week-count">
            {items.length > 0 && items.length}
            <span className="visually-hidden">
              {' '}
              {items.length === 0 && 'none'} expiring in the week from{' '}
            </span>
          </span>
          <span
            className="week-bar"
            data-open={items.some(({ renewedBy }) => renewedBy === null)}
            style={{ height: `${(items.length / most) * 5}rem` }}
          />
          <span className="week-day">{localDay(from)}</span>
        </UnstyledButton>
      ))}
    </div>
  );
}
