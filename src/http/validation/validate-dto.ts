import { type FieldFault } from '../../shared/gateway-error.js';
import { isJsonObject } from '../../shared/json-object.js';
import { type CompiledDto, compileDto } from './compiled-dto.js';
import { refusePrivateKeys } from './refuse-private-keys.js';
import { MOST_FAULTS, pointerTo, unknownField } from './validation-faults.js';

type Members = Record<string, unknown>;

/**
 * Reads a JSON value as a DTO and finds every fault of it. Unknown members are faults too: a misspelt field would
 * otherwise be dropped in silence, and the order would be another one than was meant. Members that are to be read
 * `apart` are left out. Throws at private keys.
 */
export function validateDto<T extends object>(
  type: new () => T,
  value: unknown,
  apart: readonly string[] = [],
): { dto: T; faults: FieldFault[] } {
  refusePrivateKeys(value);
  const walk = new Walk();
  if (isJsonObject(value))
    return { dto: walk.read(compileDto(type), value, [], apart) as T, faults: walk.faults };
  const fault = { pointer: '', code: 'invalid-type', detail: 'the body must be a JSON object' };
  return { dto: new type(), faults: [fault] };
}

/** One walk through a body. */
class Walk {
  readonly faults: FieldFault[] = [];
  private unknown = 0;

  /** Its known members, in its own order; their faults in the order in which they are declared. */
  read(
    { type, fields }: CompiledDto,
    members: Members,
    path: readonly string[],
    apart: readonly string[] = [],
  ): object {
    const dto = new type() as Members;
    for (const name of Object.keys(members)) {
      const field = fields.get(name);
      if (field) dto[name] = field.convert ? field.convert(members[name]) : members[name];
      else if (!apart.includes(name)) this.tellUnknown(path, name);
    }
    for (const { name, check, objectOf } of fields.values()) {
      const value = dto[name];
      const refusal = check(value);
      if (refusal) this.faults.push({ pointer: pointerTo(...path, name), ...refusal });
      else if (objectOf && isJsonObject(value))
        dto[name] = this.read(compileDto(objectOf), value, [...path, name]);
    }
    return dto;
  }

  private tellUnknown(path: readonly string[], name: string): void {
    if (this.unknown++ <= MOST_FAULTS) this.faults.push(unknownField(path, name));
  }
}
