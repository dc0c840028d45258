const MAX_BACKOFF_MS = 300_000;
/** Where Sectigo asks to slow down and does not say for how long: so many pauses of a first retry. */
const THROTTLE_PAUSES = 30;

export interface RetryPolicy {
  readonly maxAttempts: number;
  /** The first pause; it doubles with each attempt up to five minutes. */
  readonly backoffMs: number;
}

/**
 * How long to wait after the given number of attempts. Half of the pause is random (`random` from 0 to 1), so that what
 * failed together does not come back together.
 */
export function pauseAfter(attempts: number, backoffMs: number, random: number): number {
  const full = Math.min(backoffMs * 2 ** (attempts - 1), MAX_BACKOFF_MS);
  return Math.round(full / 2 + (full / 2) * random);
}

/** For how long Sectigo asks to slow down. */
export function throttledMs(retryAfterMs: number | null | undefined, backoffMs: number): number {
  return retryAfterMs ?? backoffMs * THROTTLE_PAUSES;
}
