import { assertNever } from '../../shared/assert-never.js';
import { type AskRefused } from './ask-outcome.js';
import { UNRECOGNISED } from '../tables/error-codes.js';
import { matchError, type SectigoError } from '../tables/error-match.js';
import { type ParameterNames } from '../tables/parameter-names.js';
import { type SafeText } from '../wire/safe-text.js';
import { type Wire } from '../wire/wire.js';

/** What an error means for a command that is no order. */
export type CommandError =
  | AskRefused
  | { readonly kind: 'throttled'; readonly errorCode: number; readonly message: string | null }
  /** It says nothing of what was done. */
  | { readonly kind: 'open'; readonly errorCode: number; readonly message: string | null };

/** Every argument is ours, also those with a name that an order has for a field of the caller. */
export function judgeError(error: SectigoError, { catalogue }: Wire, safe: SafeText): CommandError {
  const { entry, argument } = matchError(error, catalogue, NO_FIELDS_OF_CALLERS);
  const errorCode = error.code;
  const message = safe(error.message);
  switch (entry.disposition) {
    case 'throttle':
      return { kind: 'throttled', errorCode, message };
    case 'unknown':
      return { kind: 'open', errorCode, message };
    case 'reject':
    case 'hold-queue':
    case 'hold-order':
    case 'fail':
      return { kind: 'refused', errorCode, message, entry, argument: safe(argument) };
    default:
      return assertNever(entry.disposition);
  }
}

/**
 * The same without what a caller could mend: without a CSR and an address such a number must mean something else, as -18
 * and -35 do elsewhere.
 */
export function judgeErrorWithoutOrder(error: SectigoError, wire: Wire, safe: SafeText): CommandError {
  const judged = judgeError(error, wire, safe);
  return judged.kind === 'refused' && judged.entry.disposition === 'reject'
    ? { ...judged, entry: UNRECOGNISED }
    : judged;
}

const NO_FIELDS_OF_CALLERS: ParameterNames = {
  isEnabled: () => false,
  wireNameOf: (name) => name,
  parameterOf: () => null,
};
