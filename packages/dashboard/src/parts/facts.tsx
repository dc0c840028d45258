import { type JSX, type ReactNode } from 'react';

export type Fact = readonly [name: string, value: ReactNode];

/** Names and values; a fact without a value is left out. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): JSX.Element {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <dl className="facts">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export const yesNo = (value: boolean | null | undefined): string | null =>
  value === null || value === undefined ? null : value ? 'Yes' : 'No';
