import { type FastifyInstance } from 'fastify';
import { Histogram } from 'prom-client';
import { type Metrics } from '../platform/metrics/metrics.js';

const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** Asked all the time by machines: in metrics, traces and logs they would drown what callers do. */
export const PROBED = new Set(['/metrics', '/health/live', '/health/ready']);

/** Rate, errors and duration of every route, by its pattern: unknown paths add no labels. */
export function measureRequests(fastify: FastifyInstance, { registry }: Metrics): void {
  const duration = new Histogram({
    name: 'gateway_http_request_duration_seconds',
    help: 'Time to answer a request, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_S,
    registers: [registry],
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    if (!PROBED.has(route)) {
      const method = route === 'unknown' ? 'any' : request.method;
      duration.observe({ method, route, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
    }
    return Promise.resolve();
  });
}
