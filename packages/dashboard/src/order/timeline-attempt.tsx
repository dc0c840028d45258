import { Text } from '@mantine/core';
import { type JSX } from 'react';
import { type TimelineOf } from '../api/types';
import { duration, words } from '../parts/format';
import { Moment } from '../parts/moment';
import { Folded, RawText } from '../parts/raw-text';
import { SectigoCode } from './sectigo-code';
import { toReasonWords } from './to-reason-words';

export function TimelineAttempt({ entry }: { readonly entry: TimelineOf<'attempt'> }): JSX.Element {
  const { fence, outcome, reason, sectigoCode, sectigoMessage, rawReply, durationMs } = entry;
  const took = typeof durationMs === 'number' && ` in ${duration(durationMs / 1_000)}`;
  return (
    <>
      <Text fw={600}>
        Attempt {fence}: {outcome ? words(outcome).toLowerCase() : 'under way'}
        {took}
      </Text>
      <Text size="sm" c="dimmed">
        <Moment at={entry.at} />
      </Text>
      {reason && (
        <Text size="sm" className="break">
          {toReasonWords(reason)}
        </Text>
      )}
      {typeof sectigoCode === 'number' && (
        <Text size="sm" className="break">
          Sectigo answered <SectigoCode code={sectigoCode} />
          {sectigoMessage && <>: “{sectigoMessage}”</>}
        </Text>
      )}
      {rawReply && <Folded label="Sectigo’s answer, verbatim">{() => <RawText text={rawReply} />}</Folded>}
      <Folded label="Technical details">{() => <Technical entry={entry} />}</Folded>
    </>
  );
}

function Technical({ entry }: { readonly entry: TimelineOf<'attempt'> }): JSX.Element {
  const { worker, httpStatus, requestDigest, replyDigest, reason } = entry;
  const lines = [
    `Worker ${worker}`,
    typeof httpStatus === 'number' && `HTTP ${httpStatus}`,
    reason && `Reason ${reason}`,
    requestDigest && `Form sent, SHA-256: ${requestDigest}`,
    replyDigest && `Reply, SHA-256: ${replyDigest}`,
  ].filter(Boolean);
  return (
    <>
      {lines.map((line) => (
        <Text key={String(line)} size="xs" c="dimmed" className="break">
          {line}
        </Text>
      ))}
    </>
  );
}
