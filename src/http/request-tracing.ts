import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { type Span, type Tracing } from '../platform/tracing/tracing.js';
import { NOT_MEASURED } from './request-metrics.js';

/** One span for each request, within the caller's trace if it names one; named by the route's pattern. */
export function traceRequests(fastify: FastifyInstance, tracing: Tracing): void {
  const spans = new WeakMap<FastifyRequest, Span>();
  /** Anew after the body: it is read by events of the connection, which know nothing of the request. */
  const continueWithin = (request: FastifyRequest, done: () => void): void => {
    const span = spans.get(request);
    if (span) tracing.within(span, done);
    else done();
  };
  fastify.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    if (!NOT_MEASURED.has(route)) {
      spans.set(request, tracing.begin(`${request.method} ${route}`, optionsOf(request, route)));
    }
    continueWithin(request, done);
  });
  fastify.addHook('preValidation', (request, _reply, done) => continueWithin(request, done));
  fastify.addHook('onResponse', (request, reply, done) => {
    const span = spans.get(request);
    span?.setAttributes({ 'http.response.status_code': reply.statusCode });
    if (reply.statusCode >= 500) span?.fail(String(reply.statusCode));
    span?.end();
    continueWithin(request, done);
  });
}

function optionsOf({ method, headers }: FastifyRequest, route: string): Parameters<Tracing['begin']>[1] {
  const { traceparent } = headers;
  return {
    kind: 'server',
    parent: typeof traceparent === 'string' ? traceparent : null,
    facts: { 'http.request.method': method, 'http.route': route },
  };
}
