import { useSyncExternalStore } from 'react';

interface NewsLink {
  readonly to: string;
  readonly label: string;
}

/** What an action has done, and where to see more of it. */
export interface News {
  readonly text: string;
  readonly link?: NewsLink;
}

export interface Told extends News {
  readonly id: number;
}

const MOST = 3;

let news: readonly Told[] = [];
let last = 0;
const listeners = new Set<() => void>();

function replace(next: readonly Told[]): void {
  news = next;
  for (const listen of listeners) listen();
}

/** Shows it in a corner of the current page. */
export function tell(one: News): void {
  last += 1;
  replace([...news, { ...one, id: last }].slice(-MOST));
}

export function forget(id: number): void {
  replace(news.filter((one) => one.id !== id));
}

/** So that the next person at this browser does not see it. */
export const forgetAll = (): void => replace([]);

/** The oldest first. */
export function useNews(): readonly Told[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => news,
  );
}

/** To who did what to it. */
export const inAudit = (target: string): NewsLink => ({
  to: `/audit?target=${target}`,
  label: 'Audit trail',
});
