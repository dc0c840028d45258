const SECONDS = /^[0-9]{1,9}$/;
const HTTP_DATE = /^[A-Za-z]{3,9},? .* GMT$/;
/** A slip in a header must not silence the queue for a year. */
const LONGEST_MS = 24 * 60 * 60 * 1000;

/** Retry-After as seconds or as a date (RFC 9110 section 10.2.3); null when it is neither. */
export function retryAfterMs(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? '';
  if (SECONDS.test(text)) return Math.min(Number(text) * 1000, LONGEST_MS);
  const delayMs = HTTP_DATE.test(text) ? Date.parse(text) - now.getTime() : Number.NaN;
  return Number.isNaN(delayMs) ? null : Math.min(Math.max(delayMs, 0), LONGEST_MS);
}
