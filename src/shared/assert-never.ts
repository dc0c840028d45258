/** Makes a `switch` exhaustive at compile time, and loud should a value slip past the types at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
