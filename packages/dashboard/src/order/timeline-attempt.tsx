import { Text } from '@mantine/core';
import { type JSX } from 'react';
import { type TimelineOf } from '../api/types';
import { words } from '../parts/format';
import { Moment } from '../parts/moment';
import { Folded, RawText } from '../parts/raw-text';

export function TimelineAttempt({ entry }: { readonly entry: TimelineOf<'attempt'> }): JSX.Element {
  const { fence, outcome, reason, httpStatus, sectigoCode, sectigoMessage, durationMs, rawReply } = entry;
  const details = [
    reason,
    httpStatus !== null && `HTTP ${httpStatus}`,
    sectigoCode !== null && `Sectigo’s code ${sectigoCode}`,
    sectigoMessage,
    durationMs !== null && `${durationMs} ms`,
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
      {rawReply && (
        <Folded label="What Sectigo answered, not read whole">{() => <RawText text={rawReply} />}</Folded>
      )}
    </>
  );
}

function Digest({
  name,
  value,
}: {
  readonly name: string;
  readonly value: string | null;
}): JSX.Element | null {
  if (!value) return null;
  return (
    <Text size="xs" c="dimmed" className="break">
      {name}, SHA-256: <span className="mono">{value}</span>
    </Text>
  );
}
