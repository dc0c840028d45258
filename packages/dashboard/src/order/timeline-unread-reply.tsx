import { Text } from '@mantine/core';
import { type JSX } from 'react';
import { type TimelineOf } from '../api/types';
import { words } from '../parts/format';
import { Moment } from '../parts/moment';
import { Folded, RawText } from '../parts/raw-text';

/** A reply about the order that was not read whole. */
export function TimelineUnreadReply({ entry }: { readonly entry: TimelineOf<'unread-reply'> }): JSX.Element {
  const { command, receipts } = entry.data;
  return (
    <>
      <Text fw={600}>Reply to {command} not read in full</Text>
      <Text size="sm" c="dimmed">
        <Moment at={entry.at} />
        {receipts > 1 && (
          <>
            , {receipts} times until <Moment at={entry.finishedAt} />
          </>
        )}
      </Text>
      <Text size="sm">
        {words(entry.reason)} · HTTP {entry.httpStatus}
      </Text>
      <Folded label="What Sectigo answered">{() => <RawText text={entry.rawReply} />}</Folded>
    </>
  );
}
