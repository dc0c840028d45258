import { negotiate } from '@fastify/accept-negotiator';

/** A charset and the like; they make no other type. */
const PARAMETERS = /;(?!\s*q\s*=)[^;,]*/g;

/** Which of these types an Accept header names and likes best, the first of equals; null when it names none of them. */
export function preferredType<T extends string>(accept: string | undefined, types: readonly T[]): T | null {
  return negotiate<T>((accept ?? '').toLowerCase().replace(PARAMETERS, ''), [...types]);
}
