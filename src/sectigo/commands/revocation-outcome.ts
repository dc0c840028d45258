import { type AskRefused, type AskThrottled } from './ask-outcome.js';
import { type NotSentReason, type UnknownReason } from './outcome.js';

/** RFC 5280's reasons as far as Sectigo takes them: unspecified, key compromise, affiliation changed, superseded, cessation. */
export type RevocationReasonCode = 0 | 1 | 3 | 4 | 5;

export interface RevocationRequest {
  readonly orderNumber: string;
  readonly reasonCode: RevocationReasonCode;
  /** For Sectigo's files only; up to 1,024 characters. */
  readonly reason: string;
  /** Asks Sectigo to revoke nothing in earnest. */
  readonly test: boolean;
}

export interface RevocationOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Sectigo's number and words, where the kind says all the rest. */
interface Said {
  readonly errorCode: number;
  readonly message: string | null;
}

/**
 * `revoked` of a certificate that was not issued yet means that the order is rejected: the reply does not tell which.
 * A repeat is safe after every outcome: what has been done already says so.
 */
export type RevocationOutcome =
  | { readonly kind: 'revoked' }
  | ({ readonly kind: 'already-revoked' | 'already-rejected' } & Said)
  /** It is being issued: later it can be revoked. */
  | ({ readonly kind: 'busy' } & Said)
  /** There is nothing left to revoke. */
  | ({ readonly kind: 'expired' } & Said)
  | AskRefused
  | AskThrottled
  | { readonly kind: 'not-sent'; readonly reason: NotSentReason; readonly detail: string }
  /** It may have happened. */
  | {
      readonly kind: 'unknown';
      readonly reason: UnknownReason;
      readonly errorCode: number | null;
      readonly message: string | null;
      readonly detail: string;
    };
