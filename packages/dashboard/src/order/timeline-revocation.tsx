import { Text } from '@mantine/core';
import { type JSX } from 'react';
import { type TimelineOf } from '../api/types';
import { words } from '../parts/format';
import { Moment } from '../parts/moment';
import { REVOCATION_REASONS } from './revocation-reasons';

const TITLES = {
  requested: 'Revocation requested',
  done: 'Revocation done',
  refused: 'Revocation refused',
} as const;

/** The wish that the certificate be revoked, and what has come of it. */
export function TimelineRevocation({ entry }: { readonly entry: TimelineOf<'revocation'> }): JSX.Element {
  const { status, reason, reasonCode, attempts } = entry.data;
  const { problem } = entry;
  return (
    <>
      <Text fw={600}>{TITLES[status]}</Text>
      <Text size="sm" c="dimmed">
        <Moment at={entry.at} />
        {entry.finishedAt && (
          <>
            , over at <Moment at={entry.finishedAt} />
          </>
        )}
      </Text>
      <Text size="sm" className="break">
        {REVOCATION_REASONS[reasonCode]}: {reason}
      </Text>
      <Text size="sm">
        {attempts === 1 ? '1 try' : `${attempts} tries, the last`}
        {entry.outcome && `: ${words(entry.outcome).toLowerCase()}`}
      </Text>
      {problem && (
        <Text size="sm" className="break">
          Problem: {problem.code}
        </Text>
      )}
    </>
  );
}
