import { type FormEntries } from '../wire/form.js';
import { type BrokenExchange, type HttpReply } from '../wire/post-form.client.js';
import { textOf } from '../wire/reply-text.js';
import { type Censor } from '../wire/safe-text.js';

/** What went over the wire, for evidence. Holds the login: it does not leave this folder. */
export interface Sent {
  /** Null when no form was made. */
  readonly entries: FormEntries | null;
  /** Null when nothing was sent. */
  readonly reply: HttpReply | BrokenExchange | null;
  readonly censor: Censor | null;
  readonly durationMs: number;
}

/** Null where there is none, or none that people could read. */
export function rawReplyOf({ reply, censor }: Sent): string | null {
  return reply?.kind === 'replied' && !reply.encoded ? (censor?.whole(textOf(reply.body)) ?? null) : null;
}
