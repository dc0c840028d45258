import { type FastifyInstance, type FastifyRequest } from 'fastify';
import { addressFacts } from '../platform/tracing/span-facts.js';
import { type Span, type SpanOptions, type Tracing } from '../platform/tracing/tracing.js';
import { type PublicUrl } from './public-url.js';
import { PROBED } from './request-metrics.js';

/** One span for each request, within the caller's trace if it names one; named by the route's pattern. */
export function traceRequests(fastify: FastifyInstance, tracing: Tracing, publicUrl: PublicUrl): void {
  const spans = new WeakMap<FastifyRequest, Span>();
  /** Anew after the body: it is read by events of the connection, which know nothing of the request. */
  const continueWithin = (request: FastifyRequest, done: () => void): void => {
    const span = spans.get(request);
    if (span) tracing.within(span, done);
    else done();
  };
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { url: route } = request.routeOptions;
    if (route === undefined || !PROBED.has(route)) {
      const name = route === undefined ? request.method : `${request.method} ${route}`;
      spans.set(request, tracing.begin(name, optionsOf(request, new URL(publicUrl.value))));
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

/** The path only if it matches a route: any other path may contain pasted secrets. */
function optionsOf({ method, headers, url, routeOptions }: FastifyRequest, reachedAt: URL): SpanOptions {
  const { traceparent } = headers;
  const [path = ''] = url.split('?');
  return {
    kind: 'server',
    parent: typeof traceparent === 'string' ? traceparent : null,
    facts: {
      'http.request.method': method,
      'url.scheme': reachedAt.protocol.replace(':', ''),
      ...addressFacts(reachedAt),
      ...(routeOptions.url !== undefined && { 'http.route': routeOptions.url, 'url.path': path }),
    },
  };
}
