import { type JSX } from 'react';
import { type TimelineEntry } from '../api/types';
import { Section } from '../parts/page';
import { ErrorState, LoadingState } from '../parts/states';
import { TimelineAttempt } from './timeline-attempt';
import { TimelineEvent } from './timeline-event';
import { TimelineRevocation } from './timeline-revocation';
import { TimelineUnreadReply } from './timeline-unread-reply';
import { useTimeline } from './use-timeline';

export function TimelinePanel({ orderId }: { readonly orderId: string }): JSX.Element {
  const timeline = useTimeline(orderId);
  return (
    <Section title="History">
      {timeline.isPending && <LoadingState />}
      {timeline.isError && <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {timeline.data && (
        <ol className="events">
          {timeline.data.data.map((entry) => (
            <li
              key={`${entry.kind} ${numberOf(entry)} ${entry.at}`}
              data-kind={entry.kind}
              data-status={
                entry.kind === 'event' ? entry.type.replace(/^(order|certificate)\./, '') : undefined
              }
            >
              <Entry entry={entry} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function numberOf(entry: TimelineEntry): number {
  if (entry.kind === 'event') return entry.version;
  return entry.kind === 'attempt' ? entry.fence : 0;
}

function Entry({ entry }: { readonly entry: TimelineEntry }): JSX.Element {
  switch (entry.kind) {
    case 'event':
      return <TimelineEvent entry={entry} />;
    case 'attempt':
      return <TimelineAttempt entry={entry} />;
    case 'revocation':
      return <TimelineRevocation entry={entry} />;
    case 'unread-reply':
      return <TimelineUnreadReply entry={entry} />;
  }
}
