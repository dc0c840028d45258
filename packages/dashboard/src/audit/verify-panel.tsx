import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { get, withQuery } from '../api/request';
import { type AuditVerification } from '../api/types';
import { amount } from '../parts/format';
import { Section } from '../parts/page';
import { Refusal } from '../parts/states';
import { onSubmit } from '../parts/submit';

/** Verifies that the listed entries are unchanged. */
export function VerifyPanel(): JSX.Element {
  const [head, setHead] = useState('');
  const verification = useMutation({
    mutationFn: () => get<AuditVerification>(withQuery('/v1/ops/audit/verify', { head: head.trim() })),
  });
  return (
    <Section title="Integrity">
      <Stack p="md" gap="sm">
        <form onSubmit={onSubmit(() => verification.mutate())}>
          <Group align="end" wrap="wrap">
            <TextInput
              label="Hash noted earlier (optional)"
              className="search"
              value={head}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setHead(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={verification.isPending}>
              Verify
            </Button>
          </Group>
        </form>
        <Refusal error={verification.error} />
        <div role="status">{verification.data && <Result result={verification.data} />}</div>
      </Stack>
    </Section>
  );
}

function Result({ result }: { readonly result: AuditVerification }): JSX.Element {
  const { valid, entries, firstBroken, head, headFound } = result;
  return (
    <Paper withBorder p="md" className="banner" data-tone={valid ? 'good' : 'bad'}>
      {valid && (
        <Text fw={600}>Intact: {amount(String(entries))} entries, none changed, removed or inserted.</Text>
      )}
      {firstBroken !== undefined && (
        <Text fw={600} className="break">
          Tampered with: entry {firstBroken} was changed, or entries before it were removed or inserted.
        </Text>
      )}
      {headFound === false && (
        <Text fw={600}>
          No entry has the hash that was noted: the newest were cut off, or all were rewritten from some point
          on.
        </Text>
      )}
      {valid && head !== null && (
        <Text size="sm" className="break">
          Note it elsewhere: the newest is {head.id} with the hash <span className="mono">{head.hash}</span>
        </Text>
      )}
    </Paper>
  );
}
