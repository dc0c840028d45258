import { HttpException } from '@nestjs/common';
import { type ErrorCode } from '../../shared/error-code.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { type ProblemOccurrence } from '../../shared/problem-occurrence.js';

/** Fastify's own refusals, by its error codes; anything else of its 4xx range is a malformed request. */
const FASTIFY_REFUSALS: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_TYPE: 'unsupported-media-type',
};

/**
 * What an error means to the caller. An error that is not ours tells nothing of itself: its text may hold anything,
 * so the caller gets a fixed sentence and the request id, and the log gets the rest.
 */
export function toOccurrence(error: unknown): ProblemOccurrence {
  if (error instanceof GatewayError) {
    const { detail, fields, extensions } = error.details;
    return {
      code: error.code,
      ...(detail !== undefined && { detail }),
      ...(fields && { errors: fields }),
      ...(extensions && { extensions }),
    };
  }
  if (error instanceof HttpException) return { code: codeOfStatus(error.getStatus()) };
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  if (typeof code === 'string' && typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) {
    return { code: FASTIFY_REFUSALS[code] ?? codeOfStatus(statusCode) };
  }
  if (isStorageFault(error)) return { code: 'storage-unavailable' };
  return { code: 'internal-error' };
}

function codeOfStatus(status: number): ErrorCode {
  switch (status) {
    case 401:
      return 'unauthenticated';
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 405:
      return 'method-not-allowed';
    case 413:
      return 'payload-too-large';
    case 415:
      return 'unsupported-media-type';
    default:
      return status >= 400 && status < 500 ? 'malformed-request' : 'internal-error';
  }
}

/**
 * SQLSTATE classes in which nothing was committed and a later try may succeed: connection (08), resources (53),
 * operator intervention (57), system (58), read-only (25006), serialization (40).
 */
const STORAGE_SQLSTATE = /^(?:08|53|57|58|40)|^25006$/;
const SOCKET_FAULTS = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN']);
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
    if (SOCKET_FAULTS.has(code) || PRISMA_STORAGE.has(code)) return true;
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
  /Connection terminated|timeout exceeded when trying to connect|Can't reach database server|the database system is|Client has encountered a connection error/;
