/** The control API was sent something it cannot use; the message says what. */
export class ControlInputError extends Error {
  override readonly name = 'ControlInputError';
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads one member of a JSON object, named in the complaint; absent members are the caller's concern. */
type Reader<T> = (value: unknown, name: string) => T;

export const readObject: Reader<JsonObject> = (value, name) => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw complaint(name, 'an object');
  return value as JsonObject;
};

export const readArray: Reader<readonly unknown[]> = (value, name) => {
  if (!Array.isArray(value)) throw complaint(name, 'an array');
  return value;
};

export const readString: Reader<string> = (value, name) => {
  if (typeof value !== 'string') throw complaint(name, 'a string');
  return value;
};

export const readBoolean: Reader<boolean> = (value, name) => {
  if (typeof value !== 'boolean') throw complaint(name, 'true or false');
  return value;
};

export function readInteger(min: number, max: number): Reader<number> {
  return (value, name) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
      throw complaint(name, `an integer from ${min} to ${max}`);
    }
    return value;
  };
}

export function readOneOf<const T extends string | number>(...allowed: readonly T[]): Reader<T> {
  return (value, name) => {
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw complaint(name, `one of ${allowed.join(', ')}`);
    return found;
  };
}

/** An object used as a map. */
export function readEntries<T>(read: Reader<T>): Reader<readonly (readonly [string, T])[]> {
  return (value, name) =>
    Object.entries(readObject(value, name)).map(([key, entry]) => [key, read(entry, `${name}.${key}`)]);
}

export const readStrings: Reader<Readonly<Record<string, string>>> = (value, name) =>
  Object.fromEntries(readEntries(readString)(value, name));

export function refuseUnknownMembers(input: JsonObject, allowed: readonly string[]): void {
  const unknown = Object.keys(input).find((key) => !allowed.includes(key));
  if (unknown !== undefined) {
    throw new ControlInputError(`'${unknown}' is unknown here; expected are ${allowed.join(', ')}`);
  }
}

export function complaint(name: string, expected: string): ControlInputError {
  return new ControlInputError(`'${name}' must be ${expected}`);
}
