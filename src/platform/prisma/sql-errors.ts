const UNIQUE_VIOLATION = '23505';
/** For wrappers that have the message alone; Postgres' may be in another language. */
const VIOLATION = /unique constraint "([^"]+)"/;
const MAX_DEPTH = 5;

/** The name of the unique index that refused a row, from any of Prisma's error types. */
export function violatedIndex(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return undefined;
  const fault = error as Record<string, unknown>;
  const { constraint, message, originalMessage, cause, meta, driverAdapterError } = fault;
  if ((fault['originalCode'] ?? fault['code']) === UNIQUE_VIOLATION) {
    const index = (constraint as { readonly index?: unknown } | undefined)?.index ?? constraint;
    if (typeof index === 'string') return index;
  }
  for (const text of [message, originalMessage]) {
    const named = typeof text === 'string' ? VIOLATION.exec(text)?.[1] : undefined;
    if (named !== undefined) return named;
  }
  for (const inner of [cause, meta, driverAdapterError]) {
    const found = violatedIndex(inner, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
