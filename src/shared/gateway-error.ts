import { type ErrorCode } from './error-code.js';

/** Sectigo's message, as far as a caller may see it. */
export interface SectigoWords {
  readonly errorCode: number | null;
  readonly errorMessage: string | null;
}

/** Why a value is refused: a kebab-case code for programs and a sentence for people. Never quotes the value. */
export interface Refusal {
  readonly code: string;
  readonly detail: string;
}

/** One fault of a request, with where it is: an RFC 6901 pointer into the JSON body. */
export interface FieldFault extends Refusal {
  readonly pointer: string;
}

export interface GatewayErrorDetails {
  /** Shown to the caller: never a secret, never raw upstream text. */
  readonly detail?: string;
  readonly cause?: unknown;
  readonly retryAfterMs?: number;
  readonly fields?: readonly FieldFault[];
  readonly sectigo?: SectigoWords;
  /** The order that it is about, which may be over: its problem is stored. */
  readonly orderId?: string;
  /** Extra members of the problem document, such as `existingOrderId`. */
  readonly extensions?: Readonly<Record<string, string>>;
}

/** The one error that the gateway's own code throws; `http/problem` turns it into a problem document. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';

  constructor(
    readonly code: ErrorCode,
    readonly details: GatewayErrorDetails = {},
  ) {
    super(details.detail ?? code, details.cause === undefined ? undefined : { cause: details.cause });
  }
}
