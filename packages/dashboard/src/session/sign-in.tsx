import { Alert, Button, Divider, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { RequestError } from '../api/request';
import { onSubmit } from '../parts/submit';
import { SimulatedBand } from '../shell/simulated-band';

interface Properties {
  readonly onKey: (key: string) => Promise<void>;
}

export function SignIn({ onKey }: Properties): JSX.Element {
  const [key, setKey] = useState('');
  const signIn = useMutation({ mutationFn: () => onKey(key.trim()) });
  return (
    <main className="sign-in">
      <SimulatedBand />
      <Paper withBorder p="xl" component="form" onSubmit={onSubmit(() => signIn.mutate())}>
        <Stack>
          <div>
            <Title order={1} size="h3">
              Sectigo gateway
            </Title>
            <Text c="dimmed" size="sm">
              For operators. The session ends after 12 hours.
            </Text>
          </div>
          <ProviderButton />
          <PasswordInput
            label="Operator key"
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
            error={signIn.error ? refusal(signIn.error) : null}
            autoComplete="current-password"
            autoFocus
            required
          />
          <Button type="submit" loading={signIn.isPending} disabled={key.trim() === ''}>
            Sign in
          </Button>
        </Stack>
      </Paper>
    </main>
  );
}

/** The server has put it into this page: the host of the identity provider, if there is one. */
const PROVIDER = document.documentElement.dataset['signIn'] ?? '';

const OUTCOMES: Readonly<Record<string, string>> = {
  unavailable: 'The identity provider does not answer. Sign in with the operator key.',
  failed: 'The identity provider did not let you in. Try again, or use the operator key.',
  'no-role': 'The identity provider knows you, but gives you no role here. Ask an administrator.',
};

function ProviderButton(): JSX.Element | null {
  if (PROVIDER === '') return null;
  const outcome = OUTCOMES[new URLSearchParams(location.search).get('sign-in') ?? ''];
  return (
    <>
      {outcome !== undefined && <Alert color="orange">{outcome}</Alert>}
      <Button component="a" href="/dashboard/session/start">
        Sign in with {PROVIDER}
      </Button>
      <Divider label="or, while it does not answer" />
    </>
  );
}

function refusal(error: Error): string {
  if (!(error instanceof RequestError)) return error.message;
  if (error.status === 401) return 'This is not an operator key.';
  if (error.status === 429)
    return 'Too many wrong keys came from your address. Wait a little, then try again.';
  return error.message;
}
