import { GatewayError } from '../../shared/gateway-error.js';

const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;
/** A string as RFC 8941 writes it, for which the IETF's draft of this header asks. */
const QUOTED = /^"((?:[^"\\]|\\["\\])*)"$/;

/**
 * The caller's own name for this order: 1–255 visible ASCII characters. With quotes around it, it is the same name,
 * wherever it appears: a key sent first as a header and later in a batch must not buy twice.
 */
export function readIdempotencyKey(given: unknown): string {
  if (given === undefined || given === null || given === '')
    throw new GatewayError('idempotency-key-missing');
  const key = typeof given === 'string' ? withoutQuotes(given) : undefined;
  if (key === undefined || !VISIBLE_ASCII.test(key)) throw new GatewayError('idempotency-key-invalid');
  return key;
}

/** The same for texts that are the same key; `undefined` when the quotes are not closed, or something is beside them. */
export function withoutQuotes(given: string): string | undefined {
  if (!given.startsWith('"')) return given;
  return QUOTED.exec(given)?.[1]?.replace(/\\(.)/g, '$1');
}
