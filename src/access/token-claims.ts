import { type Role } from './permissions.js';

const COMPACT_JWS = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;

export function looksLikeToken(bearer: string): boolean {
  return COMPACT_JWS.test(bearer);
}

/** The widest first: it is the one that counts. `operator` has meant everything since there were no narrower ones. */
const SCOPES: readonly (readonly [scope: string, role: Role])[] = [
  ['operator', 'admin'],
  ['operator:act', 'operator'],
  ['operator:read', 'viewer'],
  ['orders', 'client'],
];

export interface TokenClaims {
  readonly [name: string]: unknown;
}

/** What the scopes of a token allow; null: nothing here. */
export function roleOf(claims: TokenClaims): Role | null {
  const scopes = [claims['scope'], claims['scp']].flatMap(toList);
  return SCOPES.find(([scope]) => scopes.includes(scope))?.[1] ?? null;
}

/** Both spellings are about: one string with blanks, and a list. */
function toList(value: unknown): unknown[] {
  if (typeof value === 'string') return value.split(' ');
  return Array.isArray(value) ? value : [];
}

/** 1–255 characters that may be asked for in the database. */
const SUBJECT = /^\P{Cc}{1,255}$/u;

/**
 * Who the token was issued to: `client_id`, else `azp`, else `sub`. The first that is there is the one, so that what
 * stands in the others cannot mean another client.
 */
export function subjectOf(claims: TokenClaims): string | null {
  return readSubject(claims['client_id'] ?? claims['azp'] ?? claims['sub']);
}

/** The person behind an operator's token, whichever program it was issued to. */
export function personOf(claims: TokenClaims): string | null {
  return readSubject(claims['sub']) ?? subjectOf(claims);
}

function readSubject(subject: unknown): string | null {
  return typeof subject === 'string' && SUBJECT.test(subject) && subject.isWellFormed() ? subject : null;
}
