import { type ValidationError } from 'class-validator';
import { type FieldFault } from '../../shared/gateway-error.js';
import { CODE_END } from './fields.js';

/** What a member is told that nobody knows. */
export const UNKNOWN_FIELD = {
  code: 'unknown-field',
  detail: 'is not a field that can be set here',
} as const;

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
    const here = [...path, error.property];
    const own = ownFault(error.constraints, pointerTo(...here));
    return [...(own ? [own] : []), ...toFieldFaults(error.children ?? [], here)];
  });
}

/** The first fault of a value tells enough: the others follow from it. */
function ownFault(constraints: Record<string, string> | undefined, pointer: string): FieldFault | undefined {
  if (!constraints) return undefined;
  if (constraints['whitelistValidation'] !== undefined) {
    return { pointer, ...UNKNOWN_FIELD };
  }
  const message = constraints['object'] ?? constraints['field'];
  if (message === undefined) return undefined;
  const end = message.indexOf(CODE_END);
  return { pointer, code: message.slice(0, end), detail: message.slice(end + CODE_END.length) };
}
