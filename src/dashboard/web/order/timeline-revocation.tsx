import { Text } from '@mantine/core';
import { type JSX } from 'react';
import { type TimelineEntry } from '../api/types';
import { words } from '../parts/format';
import { Moment } from '../parts/moment';
import { type ReasonCode, REVOCATION_REASONS } from './revocation-reasons';

const TITLES = {
  requested: 'Revocation asked for, under way',
  done: 'Revocation asked for, done',
  refused: 'Revocation asked for, refused',
} as const;

interface Wish {
  readonly status: keyof typeof TITLES;
  readonly reason: string;
  readonly reasonCode: ReasonCode;
  readonly attempts: number;
}

/** The wish that the certificate be revoked, and what has come of it. */
export function TimelineRevocation({ entry }: { readonly entry: TimelineEntry }): JSX.Element {
  const { status, reason, reasonCode, attempts } = entry.data as unknown as Wish;
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
    </>
  );
}
