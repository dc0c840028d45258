import { Text } from '@mantine/core';
import { type JSX } from 'react';
import { type Problem } from '../api/types';
import { ProblemLink, SectigoSaid } from './sectigo-code';

const WHO = {
  caller: 'The caller must act.',
  operator: 'An operator must act.',
  sectigo: 'Sectigo must fix it.',
} as const;

/** All of a problem but its title. */
export function ProblemText({ problem }: { readonly problem: Problem }): JSX.Element {
  const { detail, code, actor, sectigo } = problem;
  return (
    <>
      <Text>{detail}</Text>
      <Text fw={600}>{WHO[actor]}</Text>
      <SectigoSaid sectigo={sectigo} />
      <Text size="sm">
        <ProblemLink code={code}>What {code} means and what to do (new tab)</ProblemLink>
      </Text>
    </>
  );
}
