import { type ErrorCode } from './error-code.js';
import { type FieldFault, GatewayError, type SectigoWords } from './gateway-error.js';

/** What a request or an order adds to its problem type. Also what a failed order stores. */
export interface ProblemOccurrence {
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly errors?: readonly FieldFault[];
  readonly sectigo?: SectigoWords;
  readonly extensions?: Readonly<Record<string, string>>;
}

/** The stored problem of an order, as what a request about that order ends with. */
export function problemOfOrder(
  { code, errors: fields, ...told }: ProblemOccurrence,
  orderId: string,
): GatewayError {
  return new GatewayError(code, { ...told, ...(fields && { fields }), orderId });
}

/** What Sectigo said, if it said anything. */
export function wordsOf({
  errorCode,
  message,
}: {
  readonly errorCode: number | null;
  readonly message: string | null;
}): Pick<ProblemOccurrence, 'sectigo'> {
  return errorCode === null && message === null ? {} : { sectigo: { errorCode, errorMessage: message } };
}
