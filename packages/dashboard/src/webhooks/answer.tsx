import { type JSX } from 'react';
import { type Delivery } from '../api/types';
import { Folded, RawText } from '../parts/raw-text';

/** What the receiver answered to the newest try, its body folded. */
export function Answer({
  delivery: { lastAttempt, attempts },
}: {
  readonly delivery: Delivery;
}): JSX.Element | null {
  if (lastAttempt === null) return null;
  const { error, httpStatus, durationMs, response } = lastAttempt;
  const facts = [
    error === null || error.startsWith('status-') ? httpStatus !== null && `HTTP ${httpStatus}` : error,
    durationMs !== null && `${durationMs} ms`,
    attempts > 1 && `${attempts} tries`,
  ].filter(Boolean);
  return (
    <div>
      {facts.join(' · ')}
      {response !== null && response !== '' && (
        <Folded label="Body">{() => <RawText text={response} />}</Folded>
      )}
    </div>
  );
}
