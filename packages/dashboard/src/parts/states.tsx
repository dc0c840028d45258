import { Button, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { type JSX, type ReactNode } from 'react';
import { RequestError } from '../api/request';
import { useProblems } from '../api/use-problems';
import { OrderLink } from './link';
import { toRemedy } from './to-remedy';

export function LoadingState({ lines = 4 }: { readonly lines?: number }): JSX.Element {
  return (
    <Stack role="status" aria-label="Loading" p="md">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={28} />
      ))}
    </Stack>
  );
}

interface EmptyProperties {
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
}

export function EmptyState({ title, text, children }: EmptyProperties): JSX.Element {
  return (
    <Stack align="center" gap="xs" p="xl" ta="center">
      <Text fw={600}>{title}</Text>
      {text !== undefined && <Text c="dimmed">{text}</Text>}
      {children}
    </Stack>
  );
}

interface ErrorProperties {
  readonly error: Error;
  readonly onRetry?: () => void;
}

export function ErrorState({ error, onRetry }: ErrorProperties): JSX.Element {
  const problem = error instanceof RequestError ? error.problem : undefined;
  return (
    <Paper withBorder p="md" m="md" role="alert" className="banner" data-tone="bad">
      <Stack gap="xs" align="flex-start">
        <Title order={2} size="h5">
          {problem?.title ?? 'Loading failed'}
        </Title>
        <Text size="sm">{error.message}</Text>
        <Remedy error={error} />
        {problem?.requestId !== undefined && (
          <Text size="xs" c="dimmed">
            Request {problem.requestId}
          </Text>
        )}
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Stack>
    </Paper>
  );
}

function Remedy({ error }: Pick<ErrorProperties, 'error'>): JSX.Element | null {
  const remedy = toRemedy(error, useProblems());
  return remedy === '' ? null : <Text size="sm">{remedy}</Text>;
}

interface RefusalProperties {
  readonly error: Error | null;
  /** Pointers of the fields that show their own errors. */
  readonly shown?: readonly string[];
}

/** Under a form or button: why not, and what to do; with the other order where one is in the way. */
export function Refusal({ error, shown = [] }: RefusalProperties): JSX.Element | null {
  if (!error) return null;
  const problem = error instanceof RequestError ? error.problem : undefined;
  const faults = problem?.errors ?? [];
  const rest = faults.filter(({ pointer }) => !shown.includes(pointer));
  const isAtFields = faults.length > 0 && rest.length === 0;
  return (
    <div role="alert" className="refusal">
      {isAtFields ? 'Check the marked fields.' : error.message}
      {rest.map(({ pointer, detail }) => (
        <div key={pointer + detail}>
          {pointer} {detail}
        </div>
      ))}
      {problem?.existingOrderId !== undefined && (
        <div>
          The other order: <OrderLink id={problem.existingOrderId} />
        </div>
      )}
      <Remedy error={error} />
    </div>
  );
}
