import { type Problem, type TimelineOf } from '../api/types';
import { useTimeline } from './use-timeline';

/** The wish that a certificate be revoked, and what has come of it. */
export interface Revocation extends Readonly<TimelineOf<'revocation'>['data']> {
  /** Why it was refused, or is tried again. */
  readonly problem: Problem | null;
}

/** Null if none was requested, and while loading. */
export function useRevocation(orderId: string): Revocation | null {
  const entry = useTimeline(orderId).data?.data.find(({ kind }) => kind === 'revocation');
  return entry?.kind === 'revocation' ? { ...entry.data, problem: entry.problem } : null;
}
