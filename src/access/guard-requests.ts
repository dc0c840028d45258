import { type FastifyInstance } from 'fastify';
import { type AdmitRequests } from './admit-requests.js';

/**
 * Asks of every request, whatever serves its route, who sends it: before its body is read, which costs far more than to
 * refuse it. `openPages` are files for browsers; they, and all below them, are open unless a route of theirs is marked.
 */
export function guardRequests(
  fastify: FastifyInstance,
  admitRequests: AdmitRequests,
  openPages: readonly string[],
): void {
  const isOpenPage = (url: string): boolean =>
    openPages.some((page) => url === page || url.startsWith(`${page}/`));
  fastify.addHook('onRoute', (route) => {
    const { config, url } = route;
    // one that is missing is found out at the start, not with the first request
    if (typeof config?.access === 'function') admitRequests.doorkeeper(config.access);
    if (config?.access === undefined && isOpenPage(url)) route.config = { ...config, access: 'public' };
    if (config?.maxBodyBytes !== undefined) route.bodyLimit = config.maxBodyBytes;
  });
  fastify.addHook('onRequest', (request, reply) => admitRequests.execute(request, reply));
  fastify.addHook('preHandler', (request, reply) => admitRequests.countBody(request, reply));
}
