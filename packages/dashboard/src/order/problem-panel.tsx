import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import { type JSX } from 'react';
import { type Problem } from '../api/types';

const WHO = {
  caller: 'The caller has to act.',
  operator: 'An operator has to act.',
  sectigo: 'It is for Sectigo to mend.',
} as const;

/** Why the order is where it is, and where that is explained. */
export function ProblemPanel({ problem }: { readonly problem: Problem }): JSX.Element {
  const { title, code } = problem;
  return (
    <Paper
      withBorder
      p="md"
      className="banner"
      data-tone={code === 'outcome-unknown' ? 'doubt' : 'bad'}
      component="section"
      aria-label="Problem"
    >
      <Stack gap="xs">
        <Title order={2} size="h4">
          {title}
        </Title>
        <ProblemText problem={problem} />
      </Stack>
    </Paper>
  );
}

/** All of a problem but its title. */
export function ProblemText({ problem }: { readonly problem: Problem }): JSX.Element {
  const { detail, code, actor, sectigo, errors } = problem;
  return (
    <>
      <Text>{detail}</Text>
      <Text fw={600}>{WHO[actor]}</Text>
      {errors?.map(({ pointer, detail: fault }) => (
        <Text key={pointer + fault} size="sm">
          <span className="mono">{pointer}</span> {fault}
        </Text>
      ))}
      {sectigo && (
        <Text size="sm" className="break">
          Sectigo: {sectigo.errorCode !== null && <span className="mono">{sectigo.errorCode}</span>}{' '}
          {sectigo.errorMessage}
        </Text>
      )}
      <Text size="sm">
        <Anchor href={`/problems/${code}`} target="_blank" rel="noopener" underline="always">
          What {code} means and what to do (new tab)
        </Anchor>
      </Text>
    </>
  );
}
