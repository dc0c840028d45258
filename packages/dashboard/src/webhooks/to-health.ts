import { type Delivery } from '../api/types';

/** How a webhook has fared of late. */
export interface Health {
  /** failing: its newest finished try failed; quiet: nothing was sent. */
  readonly state: 'working' | 'failing' | 'quiet';
  readonly delivered: number;
  readonly tried: number;
  readonly lastFailure: Delivery | null;
}

/** Of its newest deliveries, the newest first. */
export function toHealth(deliveries: readonly Delivery[]): Health {
  const tried = deliveries.filter(
    ({ lastAttempt }) => lastAttempt !== null && lastAttempt.durationMs !== null,
  );
  const byTime = [...tried].sort((one, other) =>
    (one.lastAttempt?.at ?? '') < (other.lastAttempt?.at ?? '') ? 1 : -1,
  );
  const isFailure = ({ lastAttempt }: Delivery): boolean => typeof lastAttempt?.error === 'string';
  const [newest] = byTime;
  return {
    state: newest === undefined ? 'quiet' : isFailure(newest) ? 'failing' : 'working',
    delivered: tried.filter(({ status }) => status === 'delivered').length,
    tried: tried.length,
    lastFailure: byTime.find(isFailure) ?? null,
  };
}
