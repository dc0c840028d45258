import { type FieldFault } from '../../shared/gateway-error.js';
import { pointerTo, UNKNOWN_FIELD } from './validation-faults.js';

/**
 * Takes members out that are called like those of every object, such as `constructor`, and reports each: no DTO has
 * one, and class-transformer would take them for the real thing. The depth of a body is limited where it is read.
 */
export function withoutBuiltInMembers(
  value: unknown,
  path: readonly string[],
  faults: FieldFault[],
): unknown {
  if (Array.isArray(value))
    return value.map((item, at) => withoutBuiltInMembers(item, [...path, String(at)], faults));
  if (typeof value !== 'object' || value === null) return value;
  const kept: [string, unknown][] = [];
  for (const [name, member] of Object.entries(value)) {
    const here = [...path, name];
    if (name in Object.prototype) faults.push({ pointer: pointerTo(...here), ...UNKNOWN_FIELD });
    else kept.push([name, withoutBuiltInMembers(member, here, faults)]);
  }
  return Object.fromEntries(kept);
}
