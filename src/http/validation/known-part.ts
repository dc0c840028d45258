import { type FieldFault } from '../../shared/gateway-error.js';
import { type Dto, knownFields } from './known-fields.js';
import { isEndless, MOST_FAULTS, unknownField } from './validation-faults.js';

/** No field of this API is so long a list. */
const LONGEST_LIST = 100;

type Members = Readonly<Record<string, unknown>>;

export interface KnownPart {
  readonly part: object;
  /** Members that could not be handed on to be found at fault by the validation itself. */
  readonly faults: readonly FieldFault[];
}

/**
 * As much of a body as its DTO can say anything about, so that what the libraries do with it does not grow with the
 * body: all fields, as many unknown members as are told of, and nothing of what is within those.
 */
export function knownPart(type: Dto, value: object, apart: readonly string[] = []): KnownPart {
  const faults: FieldFault[] = [];
  let unknown = 0;

  const fieldsOf = (dto: Dto, members: Members, path: readonly string[]): object => {
    const fields = knownFields(dto);
    const kept: [string, unknown][] = [];
    for (const name of Object.keys(members)) {
      if (path.length === 0 && apart.includes(name)) continue;
      if (fields.has(name)) kept.push([name, fieldOf(fields.get(name), members[name], [...path, name])]);
      else if (unknown++ <= MOST_FAULTS) {
        if (isUnspeakable(name)) faults.push(unknownField(path, name));
        else kept.push([name, true]);
      }
    }
    return Object.fromEntries(kept);
  };

  const fieldOf = (dto: Dto | undefined, member: unknown, path: readonly string[]): unknown => {
    if (!dto || typeof member !== 'object' || member === null) return shallow(member);
    return Array.isArray(member) ? [] : fieldsOf(dto, member as Members, path);
  };

  return { part: fieldsOf(type, value as Members, []), faults };
}

/** Called like what every object has, such as `constructor`: class-transformer would take it for the real thing. */
const isUnspeakable = (name: string): boolean => isEndless(name) || name in Object.prototype;

/** Fields are texts, numbers, flags and short lists of these: anything else is as wrong without what is within it. */
function shallow(value: unknown): unknown {
  if (!Array.isArray(value)) return hollow(value);
  return value.length > LONGEST_LIST ? {} : value.map(hollow);
}

const hollow = (value: unknown): unknown => (typeof value === 'object' && value !== null ? {} : value);
