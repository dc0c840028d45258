import { type IncomingMessage } from 'node:http';
import { type FastifyInstance } from 'fastify';
import { GatewayError } from '../shared/gateway-error.js';

const VERSIONS = new Set(['1.0', '1.1']);
const CONTINUE = /^100-continue$/i;

/** Node's parser lets these through, or answers with no word of why. Whoever stands between may have read them otherwise. */
export function refuseOddMessages(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async ({ raw }, reply) => {
    const detail = faultOf(raw);
    if (detail === undefined) return Promise.resolve();
    void reply.header('connection', 'close');
    throw new GatewayError('malformed-request', { detail });
  });
}

function faultOf({ httpVersion, rawHeaders, headers }: IncomingMessage): string | undefined {
  if (!VERSIONS.has(httpVersion)) return 'This server speaks HTTP/1.1.';
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;
  if (hosts > 1) return 'There are several Host headers.';
  if (hosts === 0 && httpVersion === '1.1') return 'The Host header is missing.';
  if (!CONTINUE.test(headers.expect ?? '100-continue')) return 'Nothing but 100-continue can be expected.';
  return undefined;
}
