import { type ApiPropertyOptions } from '@nestjs/swagger';
import { ApiProperty } from './annotations.js';

/** A sentence on what a property means, or everything that the document says of it. */
export type About = string | ApiPropertyOptions;

/** Documents a property. Its keys keep their order in the document. */
export function property(schema: object, about: About, example?: unknown): PropertyDecorator {
  const said = typeof about === 'string' ? { example, description: about } : about;
  return ApiProperty({ ...schema, ...said });
}

/** A decorator for properties that are always there and never null, with variants for those that need not be. */
function variants<Decorator extends object>(
  of: (presence: object) => Decorator,
): Decorator & Readonly<Record<'orNull' | 'optional' | 'optionalOrNull', Decorator>> {
  return Object.assign(of({}), {
    orNull: of({ nullable: true }),
    optional: of({ required: false }),
    optionalOrNull: of({ required: false, nullable: true }),
  });
}

type Documented<Value> = (about: About, example?: Value | null) => PropertyDecorator;

const kind = <Value>(schema: object): ReturnType<typeof variants<Documented<Value>>> =>
  variants((presence) => (about, example) => property({ ...schema, ...presence }, about, example));

export const Text = kind<string>({ type: String });
export const Time = kind<string>({ type: String, format: 'date-time' });
export const Whole = kind<number>({ type: 'integer' });
export const Decimal = kind<number>({ type: Number });
export const Flag = kind<boolean>({ type: Boolean });
/** An object whose values are texts. */
export const Texts = kind<Record<string, string>>({
  type: 'object',
  additionalProperties: { type: 'string' },
});
/** An object with any members. */
export const Anything = kind<object>({ type: 'object', additionalProperties: true });

export const OneOf = variants(
  (presence) =>
    <const T>(values: readonly T[], about: About, example?: NoInfer<T>): PropertyDecorator =>
      property({ enum: values, ...presence }, about, example),
);
export const SomeOf = variants(
  (presence) =>
    <const T>(values: readonly T[], about: About, example?: readonly NoInfer<T>[]): PropertyDecorator =>
      property({ enum: values, isArray: true, ...presence }, about, example),
);

type Class = new () => object;

export const Part = variants(
  (presence) =>
    (type: Class, about: About, example?: object): PropertyDecorator =>
      property({ type, ...presence }, about, example),
);
export const ListOf = variants(
  (presence) =>
    (type: Class | StringConstructor, about: About, example?: readonly unknown[]): PropertyDecorator =>
      property({ type: [type], ...presence }, about, example),
);
