import { type JSX } from 'react';
import { type MonthSpend } from '../api/types';
import { useSummary } from '../api/use-summary';
import { amount, counted, localDate } from '../parts/format';
import { Money } from '../parts/money';
import { Ago } from '../parts/moment';
import { useNow } from '../parts/now';
import { Tile } from '../parts/tile';
import { monthBeside, toRunway } from './to-runway';
import { useSpend } from './use-spend';

const PACE_DAYS = 30;

interface Properties {
  readonly month: string;
  readonly isCurrent: boolean;
  /** Undefined while it is not read. */
  readonly spend: MonthSpend | undefined;
}

/** The four numbers that finance asks for first. */
export function MoneyTiles({ month, isCurrent, spend }: Properties): JSX.Element {
  const { data } = useSummary();
  const balance = data?.balance;
  const before = useSpend(monthBeside(month, -1)).data;
  const today = spend?.byDay.at(-1);
  return (
    <ul className="tiles money" aria-label="Money">
      <Tile
        name={`Spent in ${monthName(month)}`}
        value={spend && <Money value={spend.total} />}
        text={spend && counted(spend.orders, 'order')}
      />
      <Tile
        name={`Spent in ${monthName(monthBeside(month, -1))}`}
        value={before && <Money value={before.total} />}
        text={before && counted(before.orders, 'order')}
      />
      {isCurrent && <Tile name="Spent today (UTC)" value={today && <Money value={today.total} />} />}
      <Tile
        name="Balance at Sectigo"
        value={balance && <Money value={balance.available} />}
        text={
          balance ? (
            <>
              said <Ago at={balance.fetchedAt} />
            </>
          ) : (
            'not known yet'
          )
        }
      />
      {isCurrent && balance && <RunsOut available={balance.available} spend={spend} before={before} />}
    </ul>
  );
}

interface RunsOutProperties {
  readonly available: string;
  readonly spend: MonthSpend | undefined;
  readonly before: MonthSpend | undefined;
}

/** The day on which the credit is used up, at the pace of the last thirty days. */
function RunsOut({ available, spend, before }: RunsOutProperties): JSX.Element | null {
  const now = useNow();
  if (!spend || !before) return null;
  const runway = toRunway(available, [...before.byDay, ...spend.byDay].slice(-PACE_DAYS), now);
  if (runway === null)
    return <Tile name="Lasts until" value="–" text={`nothing spent in ${PACE_DAYS} days`} />;
  const pace = <Money value={runway.perDay.toFixed(2)} />;
  return (
    <Tile
      name="Lasts until"
      value={runway.days === 0 ? 'today' : localDate(runway.endsOn.toISOString())}
      text={
        <>
          {amount(String(runway.days))} days at {pace} a day, as in the last {PACE_DAYS}
        </>
      }
    />
  );
}

function monthName(month: string): string {
  return new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00Z`),
  );
}
