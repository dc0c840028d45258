import { type Problem, type TimelineEntry } from '../api/types';
import { type ReasonCode } from './revocation-reasons';
import { useTimeline } from './use-timeline';

/** The wish that a certificate be revoked, and what has come of it. */
export interface Revocation {
  readonly status: 'requested' | 'done' | 'refused';
  readonly reason: string;
  readonly reasonCode: ReasonCode;
  readonly attempts: number;
  /** Why it was refused, or is tried again. */
  readonly problem: Problem | null;
}

export function toRevocation({ data, problem }: TimelineEntry): Revocation {
  return { ...(data as unknown as Omit<Revocation, 'problem'>), problem: problem ?? null };
}

/** Null where nobody asked for one, and until it is read. */
export function useRevocation(orderId: string): Revocation | null {
  const entry = useTimeline(orderId).data?.data.find(({ kind }) => kind === 'revocation');
  return entry ? toRevocation(entry) : null;
}
