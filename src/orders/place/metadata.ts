import { text } from '../../http/validation/field-rules.js';
import { pointerTo } from '../../http/validation/validation-faults.js';
import { type FieldFault } from '../../shared/gateway-error.js';

const MAX_KEYS = 20;
const name = text({ max: 40 });
const value = text({ min: 0, max: 500 });

export interface ReadMetadata {
  readonly metadata: Readonly<Record<string, string>>;
  readonly faults: readonly FieldFault[];
}

/**
 * The caller's own notes: a flat object of strings. Read apart from the other fields, as class-transformer stumbles
 * over members with names such as `constructor`.
 */
export function readMetadata(given: unknown): ReadMetadata {
  if (given === undefined || given === null) return { metadata: {}, faults: [] };
  if (typeof given !== 'object' || Array.isArray(given)) {
    return refused({ pointer: '/metadata', code: 'invalid-type', detail: 'must be an object of strings' });
  }
  if (Object.keys(given).length > MAX_KEYS) {
    return refused({ pointer: '/metadata', code: 'too-many', detail: `must have at most ${MAX_KEYS} keys` });
  }
  const faults = Object.entries(given).flatMap(memberFaults);
  return faults.length > 0 ? refused(...faults) : { metadata: given as Record<string, string>, faults };
}

const refused = (...faults: FieldFault[]): ReadMetadata => ({ metadata: {}, faults });

function memberFaults([key, member]: [string, unknown]): FieldFault[] {
  const wrongName = name(key);
  if (wrongName)
    return [{ pointer: '/metadata', code: wrongName.code, detail: `each name ${wrongName.detail}` }];
  const wrongValue = value(member);
  return wrongValue ? [{ pointer: pointerTo('metadata', key), ...wrongValue }] : [];
}
