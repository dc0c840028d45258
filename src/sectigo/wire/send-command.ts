import { loginOf } from './credentials.js';
import { Deadline } from './deadline.js';
import { exchange } from './exchange.js';
import { type FormLogin, type FormResult } from './form.js';
import { judgeHttp } from './http-verdict.js';
import { type NotSentReason, type UnknownReason } from '../commands/outcome.js';
import { type HttpReply } from './post-form.client.js';
import { retryAfterMs } from './retry-after.js';
import { censorOf, type SafeText } from './safe-text.js';
import { type Wire } from './wire.js';

/** A command that buys nothing, before anybody judges what it means. */
export interface Command {
  readonly form: (login: FormLogin) => FormResult;
  readonly url: URL;
  readonly wire: Wire;
  readonly signal: AbortSignal | undefined;
  /** A larger reply is none. */
  readonly mostReplyBytes: number;
}

/** What it came to before anybody reads the body. */
export type CommandResult =
  | {
      readonly kind: 'answered';
      readonly reply: HttpReply;
      readonly retryAfterMs: number | null;
      readonly safe: SafeText;
    }
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null }
  /** No byte of the form has left this machine. */
  | { readonly kind: 'not-sent'; readonly reason: NotSentReason; readonly detail: string }
  | { readonly kind: 'nothing-said'; readonly reason: UnknownReason; readonly detail: string };

/** One form, one connection, one deadline. */
export async function sendCommand({
  form,
  url,
  wire,
  signal,
  mostReplyBytes,
}: Command): Promise<CommandResult> {
  const deadline = new Deadline(wire.timeoutMs, signal);
  try {
    const login = await wire.credentials();
    if (login.kind === 'unusable') return notSent('credentials-unavailable', login.why);
    const { credentials } = login;
    const filled = form(loginOf(credentials));
    if (filled.kind === 'faults') return notSent('form-invalid', `${filled.faults.join('; ')}.`);
    const { connectTimeoutMs, caPem } = wire;
    const reply = await exchange(
      filled.entries,
      { url, credentials, connectTimeoutMs, caPem, mostReplyBytes },
      deadline,
    );
    if (reply.kind === 'not-connected') return notSent(reply.reason, reply.detail);
    const verdict = judgeHttp(reply, deadline.interruption);
    if (verdict.kind === 'nothing-said') return verdict;
    const header = verdict.kind === 'busy' ? verdict.retryAfter : verdict.reply.retryAfter;
    const delayMs = retryAfterMs(header, wire.clock.now());
    if (verdict.kind === 'busy') return { kind: 'busy', retryAfterMs: delayMs };
    const { line: safe, body } = censorOf(credentials);
    const safeReply = { ...verdict.reply, body: body(verdict.reply.body) };
    return { kind: 'answered', reply: safeReply, retryAfterMs: delayMs, safe };
  } finally {
    deadline.clear();
  }
}

function notSent(reason: NotSentReason, detail: string): CommandResult {
  return { kind: 'not-sent', reason, detail };
}
