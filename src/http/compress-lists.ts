import { pipeline, Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { compress, prefersGzip, WORTH_COMPRESSING_BYTES } from './gzip.js';

/**
 * What may be long. Keys and secrets are in none of these lists, so the size of a compressed answer gives no secret away, even
 * if an attacker chose part of its text (BREACH).
 */
const LISTS: readonly string[] = ['/v1/orders', '/v1/events', '/v1/ops/audit'];

/** Sends long lists as gzip to callers that accept it. Only these routes have the hook. */
export function compressLists(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    if (route.method === 'GET' && LISTS.includes(route.url)) route.onSend = compressed;
  });
}

async function compressed(
  { headers, method }: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  void reply.header('vary', 'accept, accept-encoding');
  if (method !== 'GET' || reply.statusCode !== 200 || !prefersGzip(headers['accept-encoding']))
    return payload;
  if (payload instanceof Readable) {
    void reply.header('content-encoding', 'gzip');
    // flushed with each chunk, so that a reader need not wait for the next one
    return pipeline(payload, createGzip({ flush: constants.Z_SYNC_FLUSH }), () => undefined);
  }
  if (typeof payload !== 'string' || Buffer.byteLength(payload) < WORTH_COMPRESSING_BYTES) return payload;
  void reply.header('content-encoding', 'gzip');
  return compress(payload);
}
