import { type ParameterNames } from '../tables/parameter-names.js';
import { type FormEntries, MASK } from '../wire/form.js';
import { type BrokenExchange, type HttpReply } from '../wire/post-form.client.js';
import { textOf } from '../wire/reply-text.js';
import { type Censor } from '../wire/safe-text.js';
import { type NoAnswer } from './outcome.js';

/** What went over the wire, for evidence. Holds the login: it does not leave this folder. */
export interface Sent {
  /** Null when no form was made. */
  readonly entries: FormEntries | null;
  /** Null when nothing was sent. */
  readonly reply: HttpReply | BrokenExchange | null;
  readonly censor: Censor | null;
  readonly durationMs: number;
}

/** What was sent and what came back, without our login. */
export interface ObservedExchange {
  /** Such as `!AutoApplyOrder`. */
  readonly command: string;
  /** Null when no form was made. */
  readonly form: FormEntries | null;
  /** Null when no reply began. */
  readonly httpStatus: number | null;
  /** Null when none came that people could read; cut where it is long. */
  readonly reply: string | null;
  /** What it came to: `answer`, or the kind of what came instead. */
  readonly outcome: Outcome['kind'];
  /** In what could not be read, why. */
  readonly detail: string | null;
  readonly durationMs: number;
}

type Outcome = { readonly kind: 'answer' } | NoAnswer;

export function observedOf(
  command: string,
  outcome: Outcome,
  sent: Sent,
  names: ParameterNames,
): ObservedExchange {
  const { entries, reply, durationMs } = sent;
  return {
    command,
    form: entries && withoutLogin(entries, names),
    httpStatus: reply?.httpStatus ?? null,
    reply: withoutName(rawReplyOf(sent), entries),
    outcome: outcome.kind,
    detail: 'detail' in outcome ? outcome.detail : null,
    durationMs,
  };
}

/** Sectigo may quote it anywhere. */
function withoutName(reply: string | null, entries: FormEntries | null): string | null {
  const name = entries?.find(([key]) => key === 'loginName')?.[1] ?? '';
  return name === '' ? reply : (reply?.replaceAll(name, MASK) ?? null);
}

/** Also where an operator has given the login other names in orders, which no other command knows. */
function withoutLogin(entries: FormEntries, names: ParameterNames): FormEntries {
  const ofLogin = (['loginName', 'loginPassword'] as const).flatMap((name) => [name, names.wireNameOf(name)]);
  return entries.map(([name, value]) => [name, ofLogin.includes(name) ? MASK : value]);
}

/** Null where there is none, or none that people could read. */
export function rawReplyOf({ reply, censor }: Sent): string | null {
  return reply?.kind === 'replied' && !reply.encoded ? (censor?.whole(textOf(reply.body)) ?? null) : null;
}
