import { type ValidationError } from 'class-validator';
import { type FieldFault, GatewayError } from '../../shared/gateway-error.js';
import { CODE_END } from './fields.js';

/** So many are told at once; whoever has more will hardly read them. */
export const MOST_FAULTS = 100;

/** No field of this API has so long a name, and a longer one is not worth to be sent back. */
const LONGEST_NAME = 100;
export const isEndless = (name: string): boolean => name.length > LONGEST_NAME;

/** A member that nobody knows; told of at its parent if its name is endless. */
export function unknownField(path: readonly string[], name: string): FieldFault {
  const code = 'unknown-field';
  return isEndless(name)
    ? { pointer: pointerTo(...path), code, detail: 'has a member whose name is far too long for a field' }
    : { pointer: pointerTo(...path, name), code, detail: 'is not a field that can be set here' };
}

/** The refusal of a request for these faults. */
export function invalid(faults: readonly FieldFault[]): GatewayError {
  return new GatewayError('validation-failed', {
    fields: faults.slice(0, MOST_FAULTS),
    ...(faults.length > MOST_FAULTS && { detail: TOO_MANY }),
  });
}

const TOO_MANY = `There are more than ${MOST_FAULTS} faults; errors lists the first ${MOST_FAULTS}.`;

/** RFC 6901: `~` and `/` of a member's name are escaped. */
export function pointerTo(...path: readonly string[]): string {
  return path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Flattens class-validator's tree: one entry for each fault, with a pointer into the body. */
export function toFieldFaults(
  errors: readonly ValidationError[],
  path: readonly string[] = [],
): FieldFault[] {
  return errors.flatMap((error) => {
    const own = ownFault(error, path);
    const within = toFieldFaults(error.children ?? [], [...path, error.property]);
    return own ? [own, ...within] : within;
  });
}

/** The first fault of a value tells enough: the others follow from it. */
function ownFault(
  { constraints, property }: ValidationError,
  path: readonly string[],
): FieldFault | undefined {
  if (!constraints) return undefined;
  if (constraints['whitelistValidation'] !== undefined) return unknownField(path, property);
  const message = constraints['object'] ?? constraints['field'];
  if (message === undefined) return undefined;
  const end = message.indexOf(CODE_END);
  const pointer = pointerTo(...path, property);
  return { pointer, code: message.slice(0, end), detail: message.slice(end + CODE_END.length) };
}
