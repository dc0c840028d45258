import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type JSX, type ReactNode } from 'react';
import { type Order } from '../api/types';
import { useClient } from '../api/use-client';
import { useProblems } from '../api/use-problems';
import { useSummary } from '../api/use-summary';
import { useNow } from '../parts/now';
import { ProblemLink, SectigoSaid } from './sectigo-code';
import { toStory } from './to-story';

interface Properties {
  readonly order: Order;
  /** What one can do, the likeliest first. */
  readonly actions: ReactNode;
}

/** Status, reason, who must act and the next step, at the top of the page. */
export function LeadPanel({ order, actions }: Properties): JSX.Element {
  const problems = useProblems();
  const paused = useSummary().data?.submissions.paused ?? false;
  const { tone, title, text, todo, actor } = toStory(order, { paused, problems, now: useNow() });
  return (
    <Paper
      withBorder
      p="md"
      className="banner lead"
      data-tone={tone}
      component="section"
      aria-label="Current status"
    >
      <Stack gap="sm">
        <div>
          <Title order={2} size="h4">
            {title}
          </Title>
          <Text>{text}</Text>
          <Faults order={order} />
        </div>
        {todo !== '' && (
          <div className="todo">
            <Text fw={650} size="sm">
              {actor === undefined ? 'Now' : <Turn actor={actor} clientId={order.clientId} />}
            </Text>
            <Text>{todo}</Text>
          </div>
        )}
        <Group gap="xs">{actions}</Group>
      </Stack>
    </Paper>
  );
}

function Turn({
  actor,
  clientId,
}: {
  readonly actor: 'caller' | 'operator' | 'sectigo';
  readonly clientId: string;
}): JSX.Element {
  const client = useClient(clientId).data?.name;
  if (actor === 'operator') return <>An operator must act</>;
  if (actor === 'sectigo') return <>It is Sectigo’s turn</>;
  return <>{client === undefined ? 'The client must act' : `The client must act: ${client}`}</>;
}

/** Sectigo's message, its code in words, and the field at fault. */
function Faults({ order: { problem } }: Pick<Properties, 'order'>): JSX.Element | null {
  if (!problem) return null;
  const { sectigo, errors, code } = problem;
  return (
    <>
      <SectigoSaid sectigo={sectigo} />
      {errors?.map(({ pointer, detail }) => (
        <Text key={pointer + detail} size="sm">
          <span className="mono">{pointer}</span> {detail}
        </Text>
      ))}
      <Text size="sm" mt={4}>
        <ProblemLink code={code}>What {code} means (new tab)</ProblemLink>
      </Text>
    </>
  );
}
