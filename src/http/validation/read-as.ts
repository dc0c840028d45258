import 'reflect-metadata';

export type Dto = new () => object;

/** How a member is read before it is checked. */
export interface Reading {
  /** The class of a nested object. */
  readonly objectOf?: Dto;
  readonly convert?: (value: unknown) => unknown;
}

const READINGS = Symbol('how the members of a DTO are read');

/** For the decorators of fields. Subclasses read the members of their parents in the same way. */
export function ReadAs(reading: Reading): PropertyDecorator {
  return (prototype, name) => Reflect.defineMetadata(READINGS, reading, prototype, name);
}

export function readingOf(type: Dto, name: string): Reading {
  return (Reflect.getMetadata(READINGS, type.prototype as object, name) as Reading | undefined) ?? {};
}
