import { RequestError } from '../api/request';

/** The gateway's message about the field at this pointer; null: none. */
export function faultAt(error: Error | null, pointer: string): string | null {
  const faults = error instanceof RequestError ? (error.problem?.errors ?? []) : [];
  const own = faults.filter((fault) => fault.pointer === pointer).map(({ detail }) => detail);
  if (own.length === 0) return null;
  const text = own.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
