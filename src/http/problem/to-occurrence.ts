import { HttpException } from '@nestjs/common';
import { isStorageFault } from '../../platform/prisma/storage-fault.js';
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
    const { detail, fields, sectigo, extensions } = error.details;
    return {
      code: error.code,
      ...(detail !== undefined && { detail }),
      ...(fields && { errors: fields }),
      ...(sectigo && { sectigo }),
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
