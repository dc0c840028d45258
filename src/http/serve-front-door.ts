import { type FastifyInstance } from 'fastify';
import { preferredType } from './preferred-type.js';

const LINKS = {
  dashboard: '/dashboard',
  docs: '/docs',
  openapi: '/docs/openapi.json',
  health: '/health/ready',
};

/** The bare address: browsers get the dashboard, programs the paths to begin with. */
export function serveFrontDoor(fastify: FastifyInstance): void {
  fastify.get('/', { config: { access: 'public' } }, ({ headers }, reply) => {
    void reply.header('vary', 'accept');
    const isPage = preferredType(headers.accept, ['application/json', 'text/html']) === 'text/html';
    return isPage ? reply.redirect(LINKS.dashboard, 303) : reply.send(LINKS);
  });
}
