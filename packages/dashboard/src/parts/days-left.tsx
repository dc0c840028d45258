import { type JSX } from 'react';
import { daysUntil } from './format';

const SOON_DAYS = 30;

export function endsSoon(iso: string): boolean {
  return daysUntil(iso) < SOON_DAYS;
}

/** How long something still lasts; with a colour once it is time to act. */
export function DaysLeft({ until }: { readonly until: string }): JSX.Element {
  const days = daysUntil(until);
  if (days <= 0) {
    return (
      <span className="toned" data-tone="bad">
        Has ended
      </span>
    );
  }
  const text = days === 1 ? '1 day left' : `${days} days left`;
  if (!endsSoon(until)) return <>{text}</>;
  return (
    <span className="toned" data-tone="doubt">
      {text}
    </span>
  );
}
