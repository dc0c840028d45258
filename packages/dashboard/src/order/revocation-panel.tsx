import { Paper, Stack, Text, Title } from '@mantine/core';
import { type JSX } from 'react';
import { ProblemText } from './problem-text';
import { useRevocation } from './use-revocation';

/** A revocation that is open or was refused. */
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
            ? 'The gateway does not repeat it. The certificate is unchanged. Request the revocation again once the cause is gone.'
            : 'The gateway repeats the request until Sectigo has done or refused it.'}
        </Text>
        {problem && <ProblemText problem={problem} />}
      </Stack>
    </Paper>
  );
}
