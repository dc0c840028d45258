import { type FastifyInstance } from 'fastify';
import { GatewayError } from '../../shared/gateway-error.js';

/** Lets this one route take a form; its body is the encoded text, one character per byte. */
export function takeForms(fastify: FastifyInstance, route: string): void {
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    (request, body, done) => {
      if (request.routeOptions.url === route) done(null, (body as Buffer).toString('latin1'));
      else done(new GatewayError('unsupported-media-type'));
    },
  );
}
