import { type ErrorEntry } from '../tables/error-codes.js';
import { type NotSentReason, type UnknownReason } from './outcome.js';

/** Sectigo will not say. */
export interface AskRefused {
  readonly kind: 'refused';
  readonly errorCode: number;
  /** Sectigo's words: one line, no control characters, at most 500 characters. */
  readonly message: string | null;
  readonly entry: ErrorEntry;
  /** The argument that Sectigo named. */
  readonly argument: string | null;
}

/** Whether it is our login that Sectigo refuses, to whatever command: each repeat may lock the account. */
export function isLoginRefused(outcome: { readonly kind: string; readonly entry?: ErrorEntry }): boolean {
  return outcome.kind === 'refused' && outcome.entry?.problem === 'sectigo-access-denied';
}

export interface AskThrottled {
  readonly kind: 'throttled';
  readonly retryAfterMs: number | null;
  /** Null for HTTP 429. */
  readonly errorCode: number | null;
  readonly message: string | null;
}

export type AskFailure = NotSentReason | UnknownReason;

/** There is no answer. Nothing is lost by it: asking changes nothing, so it does not matter whether anything was sent. */
export interface AskFailed {
  readonly kind: 'failed';
  readonly reason: AskFailure;
  readonly detail: string;
}
