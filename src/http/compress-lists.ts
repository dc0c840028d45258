import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { constants, createGzip, gzip } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

const compress = promisify(gzip);
/** Below that the headers are larger than what is gained. */
const WORTH_COMPRESSING_BYTES = 1_024;

/**
 * What may be long. None of it has a secret: keys and secrets are shown where they are made, and never in a list. So the size of
 * an answer that also has words of somebody else tells nobody one (BREACH).
 */
const LISTS: readonly string[] = ['/v1/orders', '/v1/events', '/v1/ops/audit'];

/** Long lists go out as gzip to whom it suits. The hook is of these routes alone: no other has a step more. */
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
  const accepted = (headers['accept-encoding'] ?? '').toLowerCase();
  const suits = negotiate(accepted, ['gzip', 'identity']) === 'gzip';
  if (!suits || method !== 'GET' || reply.statusCode !== 200) return payload;
  if (payload instanceof Readable) {
    void reply.header('content-encoding', 'gzip');
    // flushed with each piece: who reads a stream shall not wait for the next one
    return pipeline(payload, createGzip({ flush: constants.Z_SYNC_FLUSH }), () => undefined);
  }
  if (typeof payload !== 'string' || Buffer.byteLength(payload) < WORTH_COMPRESSING_BYTES) return payload;
  void reply.header('content-encoding', 'gzip');
  return compress(payload);
}
