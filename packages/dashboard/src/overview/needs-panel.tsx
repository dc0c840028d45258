import { Button } from '@mantine/core';
import { type JSX } from 'react';
import { Link } from 'wouter';
import { type Summary } from '../api/types';
import { isStopped } from '../api/use-summary';
import { Section } from '../parts/page';
import { EmptyState, ErrorState, LoadingState } from '../parts/states';
import { type Need } from './to-needs';
import { useNeeds } from './use-needs';

/** Everything that needs action, most urgent first. A stop of sending is shown above, as on every page. */
export function NeedsPanel({ summary }: { readonly summary: Summary }): JSX.Element {
  const { needs, isComplete, error } = useNeeds(summary);
  return (
    <Section title="Needs action">
      {needs.length > 0 && (
        <ol className="needs">
          {needs.map((need) => (
            <Row key={need.button} need={need} />
          ))}
        </ol>
      )}
      {error && <ErrorState error={error} />}
      {!isComplete && !error && <LoadingState lines={1} />}
      {isComplete && needs.length === 0 && (
        <EmptyState
          title={isStopped(summary) ? 'Nothing else needs action' : 'Nothing needs action'}
          text="No order, certificate or webhook needs attention."
        />
      )}
    </Section>
  );
}

function Row({ need: { tone, title, text, to, button } }: { readonly need: Need }): JSX.Element {
  return (
    <li className="need" data-tone={tone}>
      <div className="break">
        <strong>{title}</strong>
        <div className="aside">{text}</div>
      </div>
      <Button component={Link} href={to} variant="default">
        {button}
      </Button>
    </li>
  );
}
