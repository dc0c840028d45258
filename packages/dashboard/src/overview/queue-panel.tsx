import { type JSX } from 'react';
import { type Summary } from '../api/types';
import { Facts } from '../parts/facts';
import { amount, duration } from '../parts/format';
import { PageLink } from '../parts/link';
import { Moment } from '../parts/moment';
import { Section } from '../parts/page';
import { StatusBadge } from '../parts/status-badge';

export function QueuePanel({ summary }: { readonly summary: Summary }): JSX.Element {
  const { oldestOpenOrder: oldest, timeToPlaced, queueDepth, submissions } = summary;
  const seconds = (value: number | null): string => (value === null ? '–' : duration(value));
  return (
    <Section title="Queue" aside={<span className="aside">times from the last 24 hours</span>}>
      <Facts
        facts={[
          ['Due to be sent', amount(String(queueDepth))],
          ['Breaker', submissions.breaker],
          ['Time until placed, p50', seconds(timeToPlaced.p50)],
          ['Time until placed, p95', seconds(timeToPlaced.p95)],
          ['Not sent before', submissions.slowedUntil && <Moment at={submissions.slowedUntil} />],
          [
            'Oldest open order',
            oldest ? (
              <>
                <PageLink to={`/orders/${oldest.orderId}`}>{duration(oldest.ageSeconds)} old</PageLink>{' '}
                <StatusBadge status={oldest.status} />
              </>
            ) : (
              'no open orders'
            ),
          ],
        ]}
      />
    </Section>
  );
}
