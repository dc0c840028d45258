import { Text } from '@mantine/core';
import { type JSX } from 'react';
import { type TimelineOf } from '../api/types';
import { Moment } from '../parts/moment';
import { toEventWords } from './to-event-words';

export function TimelineEvent({ entry }: { readonly entry: TimelineOf<'event'> }): JSX.Element {
  const { title, details } = toEventWords(entry.type, entry.data);
  return (
    <>
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="dimmed">
        <Moment at={entry.at} />
      </Text>
      {details.map(({ name, value, time }) => (
        <Text key={name} size="sm" className="break">
          {name}: {time ? <Moment at={value} /> : value}
        </Text>
      ))}
    </>
  );
}
