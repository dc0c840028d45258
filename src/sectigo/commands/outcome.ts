import { type ErrorEntry } from '../tables/error-codes.js';

/** Evidence of one exchange, safe to store and to show: the digest of the request leaves the password out. */
export interface Exchange {
  /** Null when no reply began. */
  readonly httpStatus: number | null;
  readonly durationMs: number;
  /** SHA-256 of the form without the password; null when no form was made. */
  readonly requestDigest: string | null;
  /** SHA-256 of the body; null when none arrived in full. */
  readonly replyDigest: string | null;
  /** The reply itself, without our login, where not everything in it could be read; cut where it is long. */
  readonly rawReply: string | null;
}

/** Why nothing was sent. */
export type NotSentReason =
  | 'dns'
  | 'connect-refused'
  | 'connect-timeout'
  | 'tls'
  | 'connect-failed'
  | 'aborted'
  /** Our own side took the attempt back when it was connected. */
  | 'withdrawn'
  /** The credentials cannot be read, or are empty. */
  | 'credentials-unavailable'
  /** The values make no form: another try will not help. */
  | 'form-invalid';

/** Why nobody can say whether there is an order now. */
export type UnknownReason =
  | 'timeout'
  | 'aborted'
  /** The connection ended before a reply began. */
  | 'reset'
  /** The connection ended within the reply. */
  | 'truncated'
  | 'reply-too-large'
  /** An HTTP status other than 200 and 429. */
  | 'http-status'
  | 'unreadable'
  /** A readable error that leaves it open, such as -14. */
  | 'error-code';

export interface Placed {
  readonly kind: 'placed';
  readonly orderNumber: string;
  /** Code 1: Sectigo has the order and waits for money. */
  readonly paymentOutstanding: boolean;
  /** A decimal string in the currency of the account, or null when the reply gives no readable amount. */
  readonly cost: string | null;
  readonly certificateId: string | null;
  readonly certificateState: string | null;
  readonly exchange: Exchange;
}

export interface Refused {
  readonly kind: 'refused';
  readonly errorCode: number;
  /** Sectigo's words: one line, no control characters, at most 500 characters. */
  readonly message: string | null;
  readonly entry: ErrorEntry;
  /** The argument that Sectigo named. */
  readonly argument: string | null;
  /** Its path in our JSON, such as `organization.address.country`; null when it is no field of the caller. */
  readonly argumentField: string | null;
  readonly exchange: Exchange;
}

export interface Throttled {
  readonly kind: 'throttled';
  readonly retryAfterMs: number | null;
  /** Null for HTTP 429. */
  readonly errorCode: number | null;
  readonly message: string | null;
  readonly exchange: Exchange;
}

/** Certain: no byte of the form has left this machine. */
export interface NotSent {
  readonly kind: 'not-sent';
  readonly reason: NotSentReason;
  readonly detail: string;
  readonly exchange: Exchange;
}

/** The form may have arrived, wholly or in part, and there may be an order. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly reason: UnknownReason;
  readonly errorCode: number | null;
  readonly message: string | null;
  readonly detail: string;
  readonly exchange: Exchange;
}

export type OrderOutcome = Placed | Refused | Throttled | NotSent | Unknown;
