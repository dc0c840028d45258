import pg from 'pg';
import { isTlsFault } from '../fault-codes.js';

/**
 * SQLSTATE classes in which a later try may succeed: connection (08), resources (53),
 * operator intervention (57), system (58), read-only (25006), serialization (40), a login or a database that was
 * changed meanwhile (28P01, 3D000).
 */
const STORAGE_SQLSTATE = /^(?:08|53|57|58|40)|^(?:25006|28P01|3D000)$/;
const SOCKET_FAULTS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
]);
/** Prisma's own: cannot reach (P1001, P1002), closed (P1017), no connection in time (P2024), write conflict (P2034). */
const PRISMA_STORAGE = new Set([
  'P1000',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1011',
  'P1017',
  'P2024',
  'P2028',
  'P2034',
  'P2037',
]);

/** The same by the names of its driver adapter, which raw queries report without a code. */
const ADAPTER_STORAGE = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TlsConnectionError',
  'AuthenticationFailed',
  'DatabaseDoesNotExist',
  'TransactionWriteConflict',
]);

/** Whether an error says that Postgres cannot serve right now; looks through the wrappers of the drivers. */
export function isStorageFault(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const fault = error as Record<string, unknown>;
  const code = fault['originalCode'] ?? fault['code'];
  if (typeof code === 'string') {
    if (SOCKET_FAULTS.has(code) || PRISMA_STORAGE.has(code) || isTlsFault(code)) return true;
    if (code.length === 5 && STORAGE_SQLSTATE.test(code)) return true;
  }
  if (ADAPTER_STORAGE.has(fault['kind'] as string)) return true;
  if (typeof fault['message'] === 'string' && STORAGE_MESSAGE.test(fault['message'])) return true;
  return [fault['cause'], fault['meta'], fault['driverAdapterError']].some((inner) =>
    isStorageFault(inner, depth + 1),
  );
}

/** node-postgres has no codes for these. */
const STORAGE_MESSAGE =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Can't reach database server|the database system is|The server does not support SSL connections|Client has encountered a connection error/;

const ROLLED_BACK = /^40/;

/**
 * Whether Postgres itself refused a statement, which has changed nothing then: a constraint, a value, or a deadlock with
 * another. After any other failure it may have been committed.
 */
export function isRefusedStatement(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return false;
  return ROLLED_BACK.test(error.code) || !STORAGE_SQLSTATE.test(error.code);
}
