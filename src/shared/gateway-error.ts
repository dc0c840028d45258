import { type ErrorCode } from './error-code.js';

/** One fault of a request: where (RFC 6901 pointer into the JSON body), which rule, and a sentence for a person. */
export interface FieldFault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

export interface GatewayErrorDetails {
  /** Shown to the caller: never a secret, never raw upstream text. */
  readonly detail?: string;
  readonly cause?: unknown;
  readonly retryAfterMs?: number;
  readonly fields?: readonly FieldFault[];
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
