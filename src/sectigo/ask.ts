import { loginOf, redactor } from './credentials.js';
import { Deadline } from './deadline.js';
import { exchange } from './exchange.js';
import { type FormLogin, type FormResult } from './form.js';
import { judgeHttp } from './http-verdict.js';
import { type NotSentReason, type UnknownReason } from './outcome.js';
import { type HttpReply } from './post-form.client.js';
import { retryAfterMs } from './retry-after.js';
import { type Wire } from './wire.js';

/** A command that buys nothing. */
export interface Question {
  readonly formOf: (login: FormLogin) => FormResult;
  readonly url: URL;
  readonly wire: Wire;
  readonly signal: AbortSignal | undefined;
  /** A larger reply is none. */
  readonly mostReplyBytes: number;
}

/** What a question came to before anybody reads the body. */
export type Answer =
  | {
      readonly kind: 'spoken';
      readonly reply: HttpReply;
      readonly retryAfterMs: number | null;
      /** Removes our password, should Sectigo ever quote it. */
      readonly redact: (text: string) => string;
    }
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null }
  /** No byte of the form has left this machine. */
  | { readonly kind: 'not-sent'; readonly reason: NotSentReason; readonly detail: string }
  | { readonly kind: 'nothing-said'; readonly reason: UnknownReason; readonly detail: string };

/** One form, one connection, one deadline. */
export async function ask({ formOf, url, wire, signal, mostReplyBytes }: Question): Promise<Answer> {
  const deadline = new Deadline(wire.timeoutMs, signal);
  try {
    const credentials = await wire.credentials();
    if (credentials === null) {
      return notSent('credentials-unavailable', 'The credentials could not be read.');
    }
    const form = formOf(loginOf(credentials));
    if (form.kind === 'faults') return notSent('form-invalid', `${form.faults.join('; ')}.`);
    const { connectTimeoutMs, caPem } = wire;
    const reply = await exchange(
      form.entries,
      { url, credentials, connectTimeoutMs, caPem, mostReplyBytes },
      deadline,
    );
    if (reply.kind === 'not-connected') return notSent(reply.reason, reply.detail);
    const verdict = judgeHttp(reply, deadline.interruption);
    if (verdict.kind === 'nothing-said') return verdict;
    const header = verdict.kind === 'busy' ? verdict.retryAfter : verdict.reply.retryAfter;
    const delayMs = retryAfterMs(header, wire.clock.now());
    return verdict.kind === 'busy'
      ? { kind: 'busy', retryAfterMs: delayMs }
      : { kind: 'spoken', reply: verdict.reply, retryAfterMs: delayMs, redact: redactor(credentials) };
  } finally {
    deadline.clear();
  }
}

function notSent(reason: NotSentReason, detail: string): Answer {
  return { kind: 'not-sent', reason, detail };
}

/** The entries that have a value; half of a UTF-16 pair would arrive as another character than was meant. */
export function formOf(entries: readonly (readonly [string, string | null | undefined])[]): FormResult {
  const given = entries.filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
  const malformed = given.filter(([, value]) => /\p{Surrogate}/u.test(value));
  return malformed.length > 0
    ? { kind: 'faults', faults: malformed.map(([name]) => `${name} is not well-formed Unicode`) }
    : { kind: 'form', entries: given };
}
