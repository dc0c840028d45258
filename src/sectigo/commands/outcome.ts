import { PROBLEMS } from '../../shared/error-code.js';
import { type ErrorEntry } from '../tables/error-codes.js';
import { type NotSentReason } from '../wire/exchange.js';
import { type UnknownReason } from '../wire/http-verdict.js';

/** Sectigo refuses the command. */
export interface Refused {
  readonly kind: 'refused';
  readonly errorCode: number;
  /** Sectigo's words: one line, no control characters, at most 500 characters. */
  readonly message: string | null;
  readonly entry: ErrorEntry;
  /** The argument that Sectigo named. */
  readonly argument: string | null;
  /** Its path in our JSON, such as `organization.address.country`; null if it is not a caller's field. */
  readonly argumentField: string | null;
}

/** Whether Sectigo refuses our login, for any command: each repeat may lock the account. */
export function isLoginRefused({ entry }: { readonly kind: string; readonly entry?: ErrorEntry }): boolean {
  return entry !== undefined && PROBLEMS[entry.problem].login === 'refused';
}

export interface Throttled {
  readonly kind: 'throttled';
  readonly retryAfterMs: number | null;
  /** Null for HTTP 429. */
  readonly errorCode: number | null;
  readonly message: string | null;
}

/** Certain: no byte of the form has left this machine. */
export interface NotSent {
  readonly kind: 'not-sent';
  readonly reason: NotSentReason;
  readonly detail: string;
}

/** The form may have arrived, in full or in part, and Sectigo may have acted on it. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly reason: UnknownReason;
  readonly errorCode: number | null;
  readonly message: string | null;
  readonly detail: string;
}

/** Outcomes of any command other than its own answer. */
export type NoAnswer = Refused | Throttled | NotSent | Unknown;

/** There is no answer. Asking changes nothing, so it does not matter whether anything was sent. */
export interface Failed<Reason extends string = NotSentReason | UnknownReason> {
  readonly kind: 'failed';
  readonly reason: Reason;
  readonly detail: string;
}

/** The outcome of a command that changes nothing. */
export type Asked<Answer> = Answer | Refused | Throttled | Failed;

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
}

export function failed<Reason extends string>(reason: Reason, detail: string): Failed<Reason> {
  return { kind: 'failed', reason, detail };
}
