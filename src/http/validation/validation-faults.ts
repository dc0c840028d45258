import { type FieldFault, GatewayError } from '../../shared/gateway-error.js';

/** The most faults in one answer. */
export const MOST_FAULTS = 100;

/** No field of this API has so long a name, and a longer one is not worth to be sent back. */
const LONGEST_NAME = 100;
export const isEndless = (name: string): boolean => name.length > LONGEST_NAME;

/** An unknown member, reported at its parent if its name is too long. */
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
