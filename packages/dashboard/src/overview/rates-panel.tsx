import { useQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { get } from '../api/request';
import { type Activity } from '../api/types';
import { amount } from '../parts/format';
import { Section } from '../parts/page';
import { ErrorState, LoadingState } from '../parts/states';
import { Tile } from '../parts/tile';
import { type Rate, toRates, trendText } from './to-rates';

const DAY_HOURS = 24;
const WEEK_HOURS = 7 * DAY_HOURS;
const LOOK_EVERY_MS = 60_000;

const activityOf = (hours: number): Promise<Activity> => get<Activity>(`/v1/ops/activity?hours=${hours}`);

/** How much is done, and whether that is as usual on this day of the week. */
export function RatesPanel(): JSX.Element {
  const rates = useQuery({
    queryKey: ['activity', 'rates'],
    queryFn: async () =>
      toRates(
        ...(await Promise.all([
          activityOf(DAY_HOURS),
          activityOf(WEEK_HOURS),
          activityOf(WEEK_HOURS + DAY_HOURS),
        ])),
      ),
    refetchInterval: LOOK_EVERY_MS,
  });
  return (
    <Section title="Last 24 hours" aside={<span className="aside">against the same hours a week ago</span>}>
      {rates.isPending && <LoadingState lines={2} />}
      {rates.isError && <ErrorState error={rates.error} onRetry={() => void rates.refetch()} />}
      {rates.data && (
        <ul className="tiles rates" aria-label="Last 24 hours">
          {rates.data.map((rate) => (
            <Tile key={rate.name} name={rate.name} value={valueOf(rate)} text={trendText(rate)} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function valueOf({ now, unit }: Rate): string | null {
  if (now === null) return null;
  return unit === '%' ? `${now} %` : amount(String(now));
}
