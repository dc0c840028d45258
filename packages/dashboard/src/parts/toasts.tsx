import { Notification } from '@mantine/core';
import { type JSX, useEffect, useState } from 'react';
import { PageLink } from './link';
import { forget, forgetAll, type Told, useNews } from './news';

/** Long enough to be read, and to get to its link. */
const SHOWN_MS = 10_000;

/** Results of recent actions, in a corner; screen readers read them out. */
export function Toasts(): JSX.Element {
  const news = useNews();
  useEffect(() => forgetAll, []);
  return (
    <div className="toasts" role="status" aria-atomic="false" aria-label="Notifications">
      {news.map((one) => (
        <Toast key={one.id} news={one} />
      ))}
    </div>
  );
}

/** Disappears after a while, but not while the pointer or focus is on it. */
function Toast({ news: { id, text, link } }: { readonly news: Told }): JSX.Element {
  const [isHeld, hold] = useState(false);
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => forget(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, isHeld]);
  return (
    <Notification
      role="group"
      color="green"
      withBorder
      closeButtonProps={{ 'aria-label': 'Close this message' }}
      onClose={() => forget(id)}
      onMouseEnter={() => hold(true)}
      onMouseLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      {text} {link && <PageLink to={link.to}>{link.label}</PageLink>}
    </Notification>
  );
}
