import helmet from '@fastify/helmet';
import { type FastifyInstance } from 'fastify';

/** The routes below are for programs: a browser must never treat their answers as a page. */
const API = '/v1/';

/** Answers name persons and, once, keys: no cache may keep them. */
const ALWAYS = { 'cache-control': 'no-store' };

const OF_THE_API = {
  ...ALWAYS,
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

/** Swagger UI sets inline styles; scripts come only from us. */
const OF_PAGES = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  upgradeInsecureRequests: null,
};

/** Security headers. Those of the API are constant, because helmet would build them for each answer. */
export async function sendSecurityHeaders(fastify: FastifyInstance): Promise<void> {
  fastify.addHook('onRoute', (route) => {
    if (route.url.startsWith(API)) route.helmet = false;
  });
  await fastify.register(helmet, { contentSecurityPolicy: { directives: OF_PAGES } });
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(request.routeOptions.url?.startsWith(API) === true ? OF_THE_API : ALWAYS);
    done();
  });
}
