import { type JSX } from 'react';
import { daysUntil } from './format';

const SOON_DAYS = 30;

/** How long something still lasts; with a colour once it is time to act. */
export function DaysLeft({ until }: { readonly until: string }): JSX.Element {
  const days = daysUntil(until);
  if (days <= 0) {
    return (
      <span className="toned" data-tone="bad">
        It is over
      </span>
    );
  }
  const text = days === 1 ? '1 day left' : `${days} days left`;
  if (days >= SOON_DAYS) return <>{text}</>;
  return (
    <span className="toned" data-tone="doubt">
      {text}
    </span>
  );
}
