import { useQuery } from '@tanstack/react-query';
import { Text } from '@mantine/core';
import { type JSX } from 'react';
import { get } from '../api/request';
import { type Timeline, type TimelineEntry } from '../api/types';
import { words } from '../parts/format';
import { Moment } from '../parts/moment';
import { Section } from '../parts/page';
import { ErrorState, LoadingState } from '../parts/states';

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
              data-status={entry.kind === 'event' ? entry.type?.replace('order.', '') : undefined}
            >
              {entry.kind === 'event' ? <HappenedEvent entry={entry} /> : <Attempt entry={entry} />}
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function HappenedEvent({ entry }: { readonly entry: TimelineEntry }): JSX.Element {
  const said = Object.entries(entry.data ?? {}).filter(([name]) => name !== 'status');
  return (
    <>
      <Text fw={600}>{words((entry.type ?? '').replace('order.', ''))}</Text>
      <Text size="sm" c="dimmed">
        <Moment at={entry.at} />
      </Text>
      {said.map(([name, value]) => (
        <Text key={name} size="sm" className="break">
          {words(name)}: {typeof value === 'string' ? value : JSON.stringify(value)}
        </Text>
      ))}
    </>
  );
}

const isGiven = (value: number | null | undefined): value is number => value !== null && value !== undefined;

function Attempt({ entry }: { readonly entry: TimelineEntry }): JSX.Element {
  const { fence, outcome, reason, httpStatus, sectigoCode, sectigoMessage, durationMs } = entry;
  const details = [
    reason,
    isGiven(httpStatus) && `HTTP ${httpStatus}`,
    isGiven(sectigoCode) && `Sectigo’s code ${sectigoCode}`,
    sectigoMessage,
    isGiven(durationMs) && `${durationMs} ms`,
  ].filter(Boolean);
  return (
    <>
      <Text fw={600}>
        Attempt {fence}: {outcome ? words(outcome) : 'under way'}
      </Text>
      <Text size="sm" c="dimmed">
        <Moment at={entry.at} /> by {entry.worker}
      </Text>
      {details.length > 0 && (
        <Text size="sm" className="break">
          {details.join(' · ')}
        </Text>
      )}
      <Digest name="Form sent" value={entry.requestDigest} />
      <Digest name="Reply" value={entry.replyDigest} />
    </>
  );
}

function Digest({
  name,
  value,
}: {
  readonly name: string;
  readonly value: string | null | undefined;
}): JSX.Element | null {
  if (!value) return null;
  return (
    <Text size="xs" c="dimmed" className="break">
      {name}, SHA-256: <span className="mono">{value}</span>
    </Text>
  );
}
