import { assertNever } from '../../shared/assert-never.js';
import { type Clock } from '../../shared/clock.js';
import { type ErrorCatalogue } from '../tables/error-codes.js';
import { type ErrorMatch, type SectigoError } from '../tables/error-match.js';
import { type ParameterNames } from '../tables/parameter-names.js';
import { commandUrl } from '../wire/base-url.js';
import { type CredentialsResult, loginOf } from '../wire/credentials.js';
import { Deadline } from '../wire/deadline.js';
import { exchange, type NotSentReason } from '../wire/exchange.js';
import { type FormEntries, type FormLogin, type FormResult } from '../wire/form.js';
import { judgeHttp, retryAfterMs, type UnknownReason } from '../wire/http-verdict.js';
import { type BrokenExchange, type HttpReply } from '../wire/post-form.client.js';
import { type ProxyResult } from '../wire/proxy.js';
import { type ErrorReply } from '../wire/reply.js';
import { type Censor, censorOf, type SafeText } from '../wire/safe-text.js';
import { type Asked, failed, type NoAnswer, type NotSent, type Refused } from './outcome.js';
import { type Throttled, type Unknown } from './outcome.js';
import { type ObservedExchange, observedOf } from './observed-exchange.js';
import { type Sent } from './sent.js';
import { type UnreadReply, unreadReplyOf } from './unread-reply.js';

/** What every command of a client has in common. */
export interface Wire {
  readonly baseUrl: string;
  readonly credentials: () => Promise<CredentialsResult>;
  readonly proxy: () => Promise<ProxyResult>;
  readonly connectTimeoutMs: number;
  readonly timeoutMs: number;
  readonly caPem: string | null;
  readonly names: ParameterNames;
  readonly catalogue: ErrorCatalogue;
  readonly clock: Clock;
  /** Told of every exchange once it is over. */
  readonly observe?: ((exchange: ObservedExchange) => void) | undefined;
  /** Called with every reply that could not be read in full. It must neither throw nor block. */
  readonly unread?: ((reply: UnreadReply) => void) | undefined;
}

/** The body of a whole, plain HTTP 200, without our login. */
export interface ReplyBody {
  readonly body: Uint8Array;
  /** Whether HTTP proves the body to be whole. */
  readonly framed: boolean;
  readonly safe: SafeText;
}

/** Sectigo did what the command asks, or had done it before. */
export interface Answered<Answer> {
  readonly kind: 'answer';
  readonly answer: Answer;
  /** Whether the reply has a value that could not be read. */
  readonly unread: boolean;
}

/** What a reply says to a command. */
export type Reading<Answer> =
  Answered<Answer> | ErrorReply | { readonly kind: 'unreadable'; readonly reason: string };

/** One command of Sectigo: its form, and how its reply is read. */
export interface Command<Answer> {
  /** The last part of its URL. */
  readonly name: `!${string}`;
  /** Sectigo's number of the order that it is about, if there is one. */
  readonly about?: string | undefined;
  readonly form: (login: FormLogin) => FormResult;
  /** A larger reply is not read. */
  readonly mostReplyBytes: number;
  /** Words for an unreadable reply. */
  readonly asksFor: 'reply' | 'report' | 'status' | 'balance';
  readonly read: (reply: ReplyBody) => Reading<Answer>;
  /** What an error means for this command. */
  readonly match: (error: SectigoError) => ErrorMatch;
  readonly signal?: AbortSignal | undefined;
  /** Asked when the connection is ready, before the first byte: unless it says true, nothing is sent. */
  readonly beforeSend?: (() => Promise<boolean>) | undefined;
}

export interface Executed<Answer> {
  readonly outcome: Answered<Answer> | NoAnswer;
  readonly sent: Sent;
}

/** Each command goes this way: one form, one connection, one deadline, one typed outcome, and never a second try. */
export async function execute<Answer>(command: Command<Answer>, wire: Wire): Promise<Executed<Answer>> {
  const deadline = new Deadline(wire.timeoutMs, command.signal);
  try {
    const executed = await send(command, wire, deadline);
    tell(command, executed, wire);
    return executed;
  } finally {
    deadline.clear();
  }
}

/** A command that changes nothing. */
export async function ask<Answer>(command: Command<Answer>, wire: Wire): Promise<Asked<Answer>> {
  const { outcome } = await execute(command, wire);
  switch (outcome.kind) {
    case 'answer':
      return outcome.answer;
    case 'not-sent':
    case 'unknown':
      return failed(outcome.reason, outcome.detail);
    case 'refused':
    case 'throttled':
      return outcome;
    default:
      return assertNever(outcome);
  }
}

async function send<Answer>(
  command: Command<Answer>,
  wire: Wire,
  deadline: Deadline,
): Promise<Executed<Answer>> {
  const login = await wire.credentials();
  if (login.kind === 'unusable') return notSent('credentials-unavailable', login.why, null, deadline);
  const way = await wire.proxy();
  if (way.kind === 'unusable') return notSent('credentials-unavailable', way.why, null, deadline);
  const { credentials } = login;
  const form = command.form(loginOf(credentials));
  if (form.kind === 'faults') return notSent('form-invalid', `${form.faults.join('; ')}.`, null, deadline);
  const { entries } = form;
  const { connectTimeoutMs, caPem } = wire;
  const { mostReplyBytes, beforeSend } = command;
  const url = commandUrl(wire.baseUrl, command.name);
  const { proxy } = way;
  const route = { url, credentials, proxy, connectTimeoutMs, caPem, mostReplyBytes, beforeSend };
  const reply = await exchange(entries, route, deadline);
  if (reply.kind === 'not-connected') return notSent(reply.reason, reply.detail, entries, deadline);
  const { interruption } = deadline;
  const censor = censorOf(credentials);
  const sent = { entries, reply, censor, durationMs: deadline.elapsedMs() };
  const outcome = outcomeOf(command, reply, { now: wire.clock.now(), interruption, censor });
  return { outcome, sent };
}

/** A listener cannot change the outcome. */
function tell<Answer>(command: Command<Answer>, { outcome, sent }: Executed<Answer>, wire: Wire): void {
  try {
    wire.observe?.(observedOf(command.name, outcome, sent, wire.names));
    const unread = wire.unread ? unreadReplyOf(command, outcome, sent) : null;
    if (unread !== null) wire.unread?.(unread);
  } catch {
    // the listener reports its own errors
  }
}

function notSent(
  reason: NotSentReason,
  detail: string,
  entries: FormEntries | null,
  deadline: Deadline,
): { outcome: NotSent; sent: Sent } {
  return {
    outcome: { kind: 'not-sent', reason, detail },
    sent: { entries, reply: null, censor: null, durationMs: deadline.elapsedMs() },
  };
}

export interface ReplyContext {
  readonly now: Date;
  /** What ended the exchange on our side, if anything did. */
  readonly interruption: 'timeout' | 'aborted' | null;
  readonly censor: Censor;
}

/** What an exchange that got as far as a connection means. */
export function outcomeOf<Answer>(
  command: Pick<Command<Answer>, 'asksFor' | 'read' | 'match'>,
  reply: HttpReply | BrokenExchange,
  { now, interruption, censor }: ReplyContext,
): Answered<Answer> | Refused | Throttled | Unknown {
  const delayMs = retryAfterMs(reply.retryAfter, now);
  const verdict = judgeHttp(reply, interruption);
  switch (verdict.kind) {
    case 'busy':
      return { kind: 'throttled', retryAfterMs: delayMs, errorCode: null, message: null };
    case 'nothing-said':
      return unknown(verdict.reason, verdict.detail);
    case 'understood':
      break;
    default:
      return assertNever(verdict);
  }
  const { body, framed } = verdict.reply;
  const reading = command.read({ body: censor.body(body), framed, safe: censor.line });
  switch (reading.kind) {
    case 'answer':
      return reading;
    case 'error':
      return errorOutcome(reading, command.match(reading), censor.line, delayMs);
    case 'unreadable':
      return unknown('unreadable', `The ${command.asksFor} cannot be read (${reading.reason}).`);
    default:
      return assertNever(reading);
  }
}

function errorOutcome(
  { code: errorCode, message: words }: SectigoError,
  { entry, argument, argumentField }: ErrorMatch,
  safe: SafeText,
  delayMs: number | null,
): Refused | Throttled | Unknown {
  const message = safe(words);
  switch (entry.disposition) {
    case 'throttle':
      return { kind: 'throttled', retryAfterMs: delayMs, errorCode, message };
    case 'unknown':
      return { ...unknown('error-code', `Sectigo answered ${errorCode}.`), errorCode, message };
    case 'reject':
    case 'hold-queue':
    case 'hold-order':
    case 'fail':
      return { kind: 'refused', errorCode, message, entry, argument: safe(argument), argumentField };
    default:
      return assertNever(entry.disposition);
  }
}

function unknown(reason: UnknownReason, detail: string): Unknown {
  return { kind: 'unknown', reason, errorCode: null, message: null, detail };
}
