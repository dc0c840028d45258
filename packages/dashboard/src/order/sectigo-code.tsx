import { Anchor, Text } from '@mantine/core';
import { type JSX, type ReactNode } from 'react';
import { type Problem } from '../api/types';
import { problemOfCode, useProblems } from '../api/use-problems';

/** A Sectigo code in words, with a link to its problem page. */
export function SectigoCode({ code }: { readonly code: number }): JSX.Element {
  const known = problemOfCode(useProblems(), code);
  const number = <span className="mono">{code}</span>;
  if (code >= 0) return <>{number} (taken)</>;
  if (known === undefined) return number;
  return (
    <>
      {number} (<ProblemLink code={known.problem.code}>{known.problem.title}</ProblemLink>)
    </>
  );
}

/** Sectigo's answer, with its code in words. */
export function SectigoSaid({
  sectigo,
}: {
  readonly sectigo: Problem['sectigo'] | undefined;
}): JSX.Element | null {
  if (!sectigo) return null;
  const { errorCode, errorMessage } = sectigo;
  return (
    <Text size="sm" className="break">
      Sectigo answered {errorCode !== null && <SectigoCode code={errorCode} />}
      {errorMessage !== null && <>: “{errorMessage}”</>}
    </Text>
  );
}

interface LinkProperties {
  readonly code: string;
  readonly children: ReactNode;
}

/** To the page that explains a problem. */
export function ProblemLink({ code, children }: LinkProperties): JSX.Element {
  return (
    <Anchor href={`/problems/${code}`} target="_blank" rel="noopener" underline="always" inherit>
      {children}
    </Anchor>
  );
}
