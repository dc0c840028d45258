import { isSocketFault, isTlsFault } from '../fault-codes.js';
import { NoSessionError, SessionError } from './session.js';

/** What may be amiss with Postgres, for readiness, log and metric: a closed list. */
export const DATABASE_TROUBLES = [
  'unreachable',
  'starting',
  'too-many-connections',
  'refused-login',
  'unknown-database',
  'untrusted-certificate',
  'wrong-session-settings',
  'read-only',
  'no-space',
  'not-allowed',
  'other',
] as const;

export type DatabaseTrouble = (typeof DATABASE_TROUBLES)[number];

/** For people; never a value of a setting. */
export const DATABASE_TROUBLE_WORDS: Readonly<Record<DatabaseTrouble, string>> = {
  unreachable: 'Postgres does not answer',
  starting: 'Postgres is starting up or shutting down',
  'too-many-connections': 'Postgres, or the pooler in front of it, has no connection left',
  'refused-login': 'Postgres, or the pooler in front of it, refuses the user or password',
  'unknown-database': 'there is no such database',
  'untrusted-certificate': 'the certificate of Postgres is not trusted, or Postgres has none',
  'wrong-session-settings': 'sessions have settings that the gateway cannot work with',
  'read-only': 'Postgres accepts no writes: it is a standby, or set to read-only',
  'no-space': 'Postgres has no disk space left',
  'not-allowed': 'the user of the database may not do what the gateway needs',
  other: 'Postgres refuses for another reason: see the log',
};

/** Trouble that may end without a change of the gateway's settings. */
const PASSING: ReadonlySet<DatabaseTrouble> = new Set(['unreachable', 'starting', 'too-many-connections']);

export const isPassing = (trouble: DatabaseTrouble): boolean => PASSING.has(trouble);

const BY_SQLSTATE: Readonly<Record<string, DatabaseTrouble>> = {
  '28P01': 'refused-login',
  '28000': 'refused-login',
  '3D000': 'unknown-database',
  '3F000': 'not-allowed',
  '53300': 'too-many-connections',
  '53100': 'no-space',
  '57P01': 'starting',
  '57P02': 'starting',
  '57P03': 'starting',
  '25006': 'read-only',
  '42501': 'not-allowed',
};

/** PgBouncer has one SQLSTATE for all it says itself. */
const POOLER = '08P01';
const BY_WORDS_OF_POOLER: readonly (readonly [RegExp, DatabaseTrouble])[] = [
  [/authentication failed|auth failed|no such user|password/i, 'refused-login'],
  [/no such database|database .* does not exist/i, 'unknown-database'],
  [/no more connections|too many/i, 'too-many-connections'],
];

const NO_TLS = 'The server does not support SSL connections';
/** SCRAM cannot go on without a password that is text. */
const NO_PASSWORD = /client password must be a/;

/** The kind of trouble behind an error of the driver. */
export function databaseTrouble(error: unknown): DatabaseTrouble {
  if (error instanceof SessionError) return 'wrong-session-settings';
  if (error instanceof NoSessionError) return 'unreachable';
  const { code, message } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  const words = String(message);
  if (words === NO_TLS || isTlsFault(code)) return 'untrusted-certificate';
  if (NO_PASSWORD.test(words)) return 'refused-login';
  // the driver's own words have no code: timeout, terminated, ended
  if (typeof code !== 'string' || isSocketFault(code)) return 'unreachable';
  if (code === POOLER) return BY_WORDS_OF_POOLER.find(([said]) => said.test(words))?.[1] ?? 'unreachable';
  return BY_SQLSTATE[code] ?? (code.startsWith('08') ? 'unreachable' : 'other');
}
