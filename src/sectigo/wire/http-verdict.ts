import { type BrokenExchange, type HttpReply } from './post-form.client.js';

/** Why a form that was sent has no answer. */
export type UnknownReason =
  | 'timeout'
  | 'aborted'
  /** The connection ended before a reply began. */
  | 'reset'
  /** The connection ended within the reply. */
  | 'truncated'
  | 'reply-too-large'
  /** An HTTP status other than 200 and 429. */
  | 'http-status'
  | 'unreadable'
  /** A readable error that leaves the outcome open, such as -14. */
  | 'error-code';

/** The result of a connected exchange, before the body is read. */
export type HttpVerdict =
  | { readonly kind: 'understood'; readonly reply: HttpReply }
  | { readonly kind: 'busy' }
  | { readonly kind: 'nothing-said'; readonly reason: UnknownReason; readonly detail: string };

/** Only a whole, plain HTTP 200 is Sectigo speaking. `interruption` is what ended the exchange on our side, if anything did. */
export function judgeHttp(
  reply: HttpReply | BrokenExchange,
  interruption: 'timeout' | 'aborted' | null,
): HttpVerdict {
  if (reply.httpStatus === 429) return { kind: 'busy' };
  if (reply.httpStatus !== null && reply.httpStatus !== 200) {
    return { kind: 'nothing-said', reason: 'http-status', detail: `HTTP ${reply.httpStatus}.` };
  }
  if (reply.kind === 'broken') {
    const reason = interruption ?? reply.reason;
    return { kind: 'nothing-said', reason, detail: BROKEN[reason] };
  }
  if (reply.encoded) return { kind: 'nothing-said', reason: 'unreadable', detail: ENCODED };
  return { kind: 'understood', reply };
}

const BROKEN = {
  timeout: 'No complete reply within the time allowed.',
  aborted: 'The gateway gave up after it was connected.',
  reset: 'The connection ended before a reply began.',
  truncated: 'The connection ended within the reply.',
  'reply-too-large': 'The reply is larger than any reply can be.',
} as const satisfies Partial<Record<UnknownReason, string>>;

const ENCODED = 'The reply has a content encoding, which was not asked for.';

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
