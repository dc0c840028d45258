import { type ParameterNames } from '../tables/parameter-names.js';
import { type FormEntries, MASK } from '../wire/form.js';
import { type NoAnswer } from './outcome.js';
import { rawReplyOf, type Sent } from './sent.js';
import { type UnreadReply, unreadReasonOf } from './unread-reply.js';

/** Request and reply, with the login masked. */
export interface ObservedExchange {
  /** Such as `!AutoApplyOrder`. */
  readonly command: string;
  /** Null when no form was made. */
  readonly form: FormEntries | null;
  /** Null when no reply began. */
  readonly httpStatus: number | null;
  /** Null when none came that people could read; cut where it is long. */
  readonly reply: string | null;
  /** Its result: `answer`, or the kind of failure. */
  readonly outcome: Outcome['kind'];
  /** Why the reply was not read whole; null where it was, or there was none. */
  readonly unread: UnreadReply['reason'] | null;
  readonly durationMs: number;
}

type Outcome = { readonly kind: 'answer'; readonly unread: boolean } | NoAnswer;

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
    unread: unreadReasonOf(outcome),
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
