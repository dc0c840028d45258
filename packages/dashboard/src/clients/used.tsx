import { Progress } from '@mantine/core';
import { type JSX } from 'react';
import { amount } from '../parts/format';

const NEAR = 0.8;

interface Properties {
  readonly used: string;
  /** Null: there is none. */
  readonly limit: string | null | undefined;
  readonly unit?: string;
}

/** How much of a limit is used up, in numbers and as a bar that changes its colour when it is nearly reached. */
export function Used({ used, limit, unit = '' }: Properties): JSX.Element {
  if (limit === null || limit === undefined)
    return <>{`${amount(used)} ${unit}, no limit`.replace(' ,', ',')}</>;
  const part = Number(limit) === 0 ? 1 : Number(used) / Number(limit);
  const text = `${amount(used)} of ${amount(limit)} ${unit}`.trim();
  return (
    <>
      {text}
      <Progress
        value={Math.min(part, 1) * 100}
        color={part >= NEAR ? 'red' : 'blue'}
        size="sm"
        aria-label={text}
      />
    </>
  );
}
