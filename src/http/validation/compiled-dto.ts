import { getMetadataStorage, ValidationTypes, type ValidatorConstraintInterface } from 'class-validator';
import { type Refusal } from '../../shared/gateway-error.js';
import { type Dto, type Reading, readingOf } from './read-as.js';

/** Separates code and detail within the one message that class-validator carries. */
export const CODE_END = ': ';

export interface CompiledField extends Reading {
  readonly name: string;
  /** The first thing that is wrong with a value. */
  readonly check: (value: unknown) => Refusal | undefined;
}

export interface CompiledDto {
  readonly type: Dto;
  /** In the order in which they are checked. */
  readonly fields: ReadonlyMap<string, CompiledField>;
}

type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

const compiled = new Map<Dto, CompiledDto>();

/**
 * The rules that class-validator's decorators gave a DTO, gathered once for all bodies: the library itself gathers them
 * for each object that it checks.
 */
export function compileDto(type: Dto): CompiledDto {
  const known = compiled.get(type);
  if (known) return known;
  const storage = getMetadataStorage();
  const rules = storage.groupByPropertyName(storage.getTargetValidationMetadatas(type, '', false, false));
  const fields = Object.entries(rules).map(
    ([name, rules]) => [name, compileField(type, name, rules)] as const,
  );
  const dto = { type, fields: new Map(fields) };
  compiled.set(type, dto);
  return dto;
}

const UNDERSTOOD: readonly string[] = [
  ValidationTypes.CONDITIONAL_VALIDATION,
  ValidationTypes.CUSTOM_VALIDATION,
  ValidationTypes.NESTED_VALIDATION,
];

function compileField(type: Dto, name: string, rules: readonly Rule[]): CompiledField {
  for (const rule of rules) {
    if (UNDERSTOOD.includes(rule.type) && !rule.each && rule.validateIf === undefined) continue;
    throw new Error(`${type.name}.${name} has a rule that is not understood: ${rule.name ?? rule.type}`);
  }
  const ofKind = (kind: string): Rule[] => rules.filter((rule) => rule.type === kind);
  const conditions = ofKind(ValidationTypes.CONDITIONAL_VALIDATION).map(
    ({ constraints: [applies] }) => applies as (object: object, value: unknown) => boolean,
  );
  const constraints = ofKind(ValidationTypes.CUSTOM_VALIDATION)
    .flatMap(({ constraintCls }) => getMetadataStorage().getTargetValidatorConstraints(constraintCls))
    .map(({ instance }) => instance);
  const check = (value: unknown): Refusal | undefined => {
    if (!conditions.every((applies) => applies({ [name]: value }, value))) return undefined;
    for (const constraint of constraints) {
      const refusal = refusalOf(constraint, name, value);
      if (refusal) return refusal;
    }
    return undefined;
  };
  return { ...readingOf(type, name), name, check };
}

function refusalOf(
  constraint: ValidatorConstraintInterface,
  property: string,
  value: unknown,
): Refusal | undefined {
  const args = { value, property, object: {}, targetName: '', constraints: [] };
  if (constraint.validate(value, args) === true) return undefined;
  const message = constraint.defaultMessage?.(args) ?? '';
  const end = message.indexOf(CODE_END);
  return { code: message.slice(0, end), detail: message.slice(end + CODE_END.length) };
}
