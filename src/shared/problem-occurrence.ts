import { type ErrorCode } from './error-code.js';
import { type FieldFault } from './gateway-error.js';

/** What a request or an order adds to its problem type. Also what a failed order stores. */
export interface ProblemOccurrence {
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly errors?: readonly FieldFault[];
  readonly sectigo?: { readonly errorCode: number | null; readonly errorMessage: string | null };
  readonly extensions?: Readonly<Record<string, string>>;
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
