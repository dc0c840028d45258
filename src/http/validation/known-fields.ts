import 'reflect-metadata';

export type Dto = new () => object;

const FIELDS = Symbol('the fields of a DTO');

/** The class of a member that is an object by itself; undefined for every other. */
type FieldsOf = ReadonlyMap<string, Dto | undefined>;

/** For the decorators of fields. Subclasses know the fields of their parents. */
export function KnownField(objectOf?: Dto): PropertyDecorator {
  return (prototype, name) => {
    const fields = new Map([...ownFields(prototype), [name as string, objectOf] as const]);
    Reflect.defineMetadata(FIELDS, fields, prototype);
  };
}

export function knownFields(type: Dto): FieldsOf {
  return ownFields(type.prototype as object);
}

function ownFields(prototype: object): FieldsOf {
  return (Reflect.getMetadata(FIELDS, prototype) as FieldsOf | undefined) ?? new Map();
}
