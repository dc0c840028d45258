import { type FastifyInstance } from 'fastify';
import { GatewayError } from '../../shared/gateway-error.js';

export const PUSH_ROUTE = '/sectigo/notifications';

/** A content type that no client sends. */
const RAW = 'application/x-sectigo-push';

/**
 * Gives the route of pushes the raw body, with any content type or none: no push may be lost because
 * there is no parser for it. The content type is still in `request.raw.headers`.
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
