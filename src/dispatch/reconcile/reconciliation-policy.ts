const HOUR_MS = 3_600_000;
/** Two reports so far apart without a trace of the order prove that Sectigo has not got it. */
export const ABSENCE_PROOF_MS = 600_000;
/** An order that was sold longer ago than this proves nothing of how Sectigo keeps our ids now. */
export const PROOF_OF_IDS_MS = 720 * HOUR_MS;
/** Clocks differ, and Sectigo may take an order some time after we have stopped to wait for its answer. */
export const WINDOW_BEFORE_MS = 300_000;
export const WINDOW_AFTER_MS = 900_000;
/** The largest offset from UTC on earth, because Sectigo's time zone is not known. */
export const ZONE_DOUBT_MS = 14 * HOUR_MS;
/** More candidates than these do not help. */
export const MOST_CANDIDATES = 50;

/** How long to wait after so many checks: twice as long after each, up to an hour. */
export function pauseAfterCheck(checks: number, intervalMs: number): number {
  return Math.max(intervalMs, Math.min(intervalMs * 2 ** checks, HOUR_MS));
}
