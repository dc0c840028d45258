import { type FastifyInstance } from 'fastify';

/** One line for each request: the route's pattern and never its query, which may name orders or persons. */
export function logRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async (request, reply) => {
    // answers name persons and, once, keys: no cache may keep them
    void reply.headers({ 'x-request-id': request.id, 'cache-control': 'no-store' });
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
