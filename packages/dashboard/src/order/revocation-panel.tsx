import { Paper, Stack, Text, Title } from '@mantine/core';
import { type JSX } from 'react';
import { ProblemText } from './problem-text';
import { useRevocation } from './use-revocation';

/** A revocation that somebody still has to know of: it is under way, or it was refused. */
export function RevocationPanel({ orderId }: { readonly orderId: string }): JSX.Element | null {
  const revocation = useRevocation(orderId);
  if (!revocation || revocation.status === 'done') return null;
  const { status, problem } = revocation;
  const isRefused = status === 'refused';
  return (
    <Paper
      withBorder
      p="md"
      className="banner"
      data-tone={isRefused ? 'bad' : 'doubt'}
      component="section"
      aria-label="Revocation"
    >
      <Stack gap="xs">
        <Title order={2} size="h4">
          {isRefused ? 'The revocation was refused' : 'The certificate is being revoked'}
        </Title>
        <Text>
          {isRefused
            ? 'Nothing is sent any more. The certificate is as it was: ask for the revocation again once the cause is gone.'
            : 'Sectigo is asked until it has done or refused it.'}
        </Text>
        {problem && <ProblemText problem={problem} />}
      </Stack>
    </Paper>
  );
}
