import { useQuery } from '@tanstack/react-query';
import { type JSX } from 'react';
import { get } from '../api/request';
import { type Timeline, type TimelineEntry } from '../api/types';
import { Section } from '../parts/page';
import { ErrorState, LoadingState } from '../parts/states';
import { TimelineAttempt } from './timeline-attempt';
import { TimelineEvent } from './timeline-event';
import { TimelineRevocation } from './timeline-revocation';

export function TimelinePanel({ orderId }: { readonly orderId: string }): JSX.Element {
  const timeline = useQuery({
    queryKey: ['order', orderId, 'timeline'],
    queryFn: () => get<Timeline>(`/v1/orders/${encodeURIComponent(orderId)}/timeline`),
  });
  return (
    <Section title="What happened">
      {timeline.isPending && <LoadingState />}
      {timeline.isError && <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {timeline.data && (
        <ol className="events">
          {timeline.data.data.map((entry) => (
            <li
              key={`${entry.kind} ${entry.version ?? entry.fence} ${entry.at}`}
              data-kind={entry.kind}
              data-status={entry.type?.replace(/^(order|certificate)\./, '')}
            >
              <Entry entry={entry} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function Entry({ entry }: { readonly entry: TimelineEntry }): JSX.Element {
  switch (entry.kind) {
    case 'event':
      return <TimelineEvent entry={entry} />;
    case 'attempt':
      return <TimelineAttempt entry={entry} />;
    case 'revocation':
      return <TimelineRevocation entry={entry} />;
  }
}
