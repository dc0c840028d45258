import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';

/** Below this size compression does not pay. */
export const WORTH_COMPRESSING_BYTES = 1_024;

export const compress = promisify(gzip);

/** Whether who sent this `Accept-Encoding` likes gzip best. */
export function prefersGzip(accepted = ''): boolean {
  return negotiate(accepted.toLowerCase(), ['gzip', 'identity']) === 'gzip';
}
