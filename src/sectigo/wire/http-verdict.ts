import { type UnknownReason } from '../commands/outcome.js';
import { type BrokenExchange, type HttpReply } from './post-form.client.js';

/** What an exchange that got as far as a connection came to, before anybody reads the body. */
export type HttpVerdict =
  | { readonly kind: 'understood'; readonly reply: HttpReply }
  | { readonly kind: 'busy'; readonly retryAfter: string | null }
  | { readonly kind: 'nothing-said'; readonly reason: UnknownReason; readonly detail: string };

/** Only a whole, plain HTTP 200 is Sectigo speaking. `interruption` is what ended the exchange on our side, if anything did. */
export function judgeHttp(
  reply: HttpReply | BrokenExchange,
  interruption: 'timeout' | 'aborted' | null,
): HttpVerdict {
  if (reply.httpStatus === 429) return { kind: 'busy', retryAfter: reply.retryAfter };
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
