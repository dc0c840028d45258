const MAX_BACKOFF_MS = 300_000;

export interface RetryPolicy {
  readonly maxAttempts: number;
  /** The first pause; it doubles with each attempt up to five minutes. */
  readonly backoffMs: number;
}

/**
 * How long to wait after the given number of attempts, or null when it was the last. Half of the pause is random
 * (`random` from 0 to 1), so that orders that failed together do not come back together.
 */
export function pauseAfter(attempts: number, policy: RetryPolicy, random: number): number | null {
  if (attempts >= policy.maxAttempts) return null;
  const full = Math.min(policy.backoffMs * 2 ** (attempts - 1), MAX_BACKOFF_MS);
  return Math.round(full / 2 + (full / 2) * random);
}
