import { type FastifyInstance } from 'fastify';

/** One line for each request: the route's pattern and never its query, which may name orders or persons. */
export function logRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    return Promise.resolve();
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const durationMs = Math.round(reply.elapsedTime);
    const route = routeOptions.url ?? 'unknown';
    request.log.info({ method, route, status: reply.statusCode, durationMs }, 'request');
    return Promise.resolve();
  });
}
