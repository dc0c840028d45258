import { type FastifyInstance } from 'fastify';
import { GatewayError } from '../../shared/gateway-error.js';

export const PUSH_ROUTE = '/sectigo/notifications';

/** Nothing that anybody sends. */
const RAW = 'application/x-sectigo-push';

/**
 * Gives the route of pushes its body as bytes, whatever it calls itself or does not: nothing that is pushed may be lost because
 * nobody has a parser for it. What it calls itself is still in `request.raw.headers`.
 */
export function takeRawBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.url === PUSH_ROUTE) request.headers = { 'content-type': RAW };
    done();
  });
  fastify.addContentTypeParser(RAW, { parseAs: 'buffer' }, (request, body, done) => {
    if (request.routeOptions.url === PUSH_ROUTE) done(null, body);
    else done(new GatewayError('unsupported-media-type'));
  });
}
