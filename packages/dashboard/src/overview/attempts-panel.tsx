import { type JSX } from 'react';
import { type Summary } from '../api/types';
import { DataTable } from '../parts/data-table';
import { amount, words } from '../parts/format';
import { Section } from '../parts/page';
import { EmptyState } from '../parts/states';

/** Sectigo's answers in the last 24 hours. */
export function AttemptsPanel({ attempts }: Pick<Summary, 'attempts'>): JSX.Element {
  return (
    <Section title="Sectigo’s answers, 24 hours">
      {attempts.length === 0 ? (
        <EmptyState title="Nothing sent" />
      ) : (
        <DataTable
          label="Sectigo’s answers by code"
          rows={attempts}
          keyOf={({ outcome, sectigoCode }) => `${outcome} ${sectigoCode}`}
          columns={[
            { name: 'Outcome', cell: ({ outcome }) => words(outcome) },
            { name: 'Code', cell: ({ sectigoCode }) => sectigoCode, isNumber: true },
            { name: 'Attempts', cell: ({ count }) => amount(String(count)), isNumber: true },
          ]}
        />
      )}
    </Section>
  );
}
