import { applyDecorators } from '@nestjs/common';
import {
  IsOptional,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationArguments,
} from 'class-validator';
import { isJsonObject } from '../../shared/json-object.js';
import { type About, property } from '../openapi/property.js';
import { flag, type FieldRule, integer } from './field-rules.js';
import { CODE_END } from './compiled-dto.js';
import { type Dto, ReadAs } from './read-as.js';

const OPTIONAL = { required: false, nullable: true };

/** Runs a pure rule under class-validator; documents the field in OpenAPI at the same place. */
export function Field(rule: FieldRule, about: About = {}, example?: unknown): PropertyDecorator {
  return applyDecorators(property({ ...rule.schema }, about, example), Checked(rule));
}

/** Like `Field`, but the caller may leave it out or send null. */
export function OptionalField(rule: FieldRule, about: About, example?: unknown): PropertyDecorator {
  return applyDecorators(
    property({ ...rule.schema, ...OPTIONAL }, about, example),
    IsOptional(),
    Checked(rule),
  );
}

/** Like `OptionalField`, but null has a meaning and is kept. */
export function AbsentOrNullField(rule: FieldRule, about: About, example?: unknown): PropertyDecorator {
  return applyDecorators(
    property({ ...rule.schema, ...OPTIONAL }, about, example),
    ValidateIf((_object, value) => value !== undefined && value !== null),
    Checked(rule),
  );
}

const toNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;

/** An optional whole number in the query, where everything is text. */
export function WholeNumberInQuery(
  minimum: number,
  maximum: number,
  about: { readonly default: number; readonly description: string },
): PropertyDecorator {
  return applyDecorators(OptionalField(integer(minimum, maximum), about), ReadAs({ convert: toNumber }));
}

const toFlag = (value: unknown): unknown => (value === 'true' ? true : value === 'false' ? false : value);

/** A query has only text, so anything else is a wrong value, not a wrong type. */
const word: FieldRule = Object.assign(
  (value: unknown) => flag(value) && { code: 'invalid-value', detail: 'must be true or false' },
  { schema: { type: 'boolean' } },
);

/** An optional yes or no in the query. */
export function FlagInQuery(about: About): PropertyDecorator {
  return applyDecorators(OptionalField(word, about), ReadAs({ convert: toFlag }));
}

const toArray = (value: unknown): unknown => (typeof value === 'string' ? [value] : value);

/** An optional list in the query, where a list of one is a text. */
export function RepeatableInQuery(rule: FieldRule, about: About): PropertyDecorator {
  return applyDecorators(OptionalField(rule, about), ReadAs({ convert: toArray }));
}

function Checked(rule: FieldRule): PropertyDecorator {
  return ValidateBy({
    name: 'field',
    validator: {
      validate: (value: unknown) =>
        value === undefined || value === null ? false : rule(value) === undefined,
      defaultMessage: (args?: ValidationArguments) => {
        const value: unknown = args?.value;
        if (value === undefined || value === null) return `required${CODE_END}is required`;
        const refusal = rule(value);
        return refusal
          ? `${refusal.code}${CODE_END}${refusal.detail}`
          : `invalid-value${CODE_END}is not valid`;
      },
    },
  });
}

function NestedObject(type: Dto): PropertyDecorator {
  return applyDecorators(
    ReadAs({ objectOf: type }),
    ValidateBy({
      name: 'object',
      validator: {
        validate: isJsonObject,
        defaultMessage: (args?: ValidationArguments) =>
          args?.value === undefined || args.value === null
            ? `required${CODE_END}is required`
            : `invalid-type${CODE_END}must be an object`,
      },
    }),
    ValidateNested(),
  );
}

/** A required object within the body, checked by its own class. */
export function ObjectField(type: Dto, about: About = {}): PropertyDecorator {
  return applyDecorators(property({ type }, about), NestedObject(type));
}

/** An optional object within the body. */
export function OptionalObjectField(type: Dto, about: About): PropertyDecorator {
  return applyDecorators(property({ type, ...OPTIONAL }, about), IsOptional(), NestedObject(type));
}
