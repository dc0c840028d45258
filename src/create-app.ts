import 'reflect-metadata';
import { type RequestListener } from 'node:http';
import { type Socket } from 'node:net';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { type Logger } from 'pino';
import { AdmitRequests } from './access/admit-requests.js';
import { guardRequests } from './access/guard-requests.js';
import { principalOf } from './access/principal.js';
import { AppModule } from './app.module.js';
import { type RunningConfig } from './config/config.js';
import { compressLists } from './http/compress-lists.js';
import { CONNECTION_TIMING, createBoundedServer } from './http/connections/bounded-server.js';
import { Connections } from './http/connections/connections.js';
import { connectionLimits, descriptorLimit } from './http/connections/connection-limits.js';
import { takeRawBodies } from './certificates/push/push-body.reader.js';
import { readForwardedAddresses } from './http/forwarded-addresses.js';
import { takeOnlyJson } from './http/json-body.js';
import { refuseMalformedHttp, refuseOddMessages } from './http/malformed-http.js';
import { serveOpenApi } from './http/openapi/serve-openapi.js';
import { ProblemFilter } from './http/problem/problem.filter.js';
import { PublicUrl } from './http/public-url.js';
import { requestIdOf } from './http/request-id.js';
import { measureRequests, PROBED } from './http/request-metrics.js';
import { traceRequests } from './http/request-tracing.js';
import { RouteTable } from './http/route-table.js';
import { RUNBOOK_PATH } from './http/runbook/serve-runbook.js';
import { sendSecurityHeaders } from './http/security-headers.js';
import { createLogger, NestLogger } from './platform/logging/logger.js';
import { Metrics } from './platform/metrics/metrics.js';
import { NoTracing, type Tracing } from './platform/tracing/tracing.js';

/** Pages that a browser can open without signing in. */
const OPEN_PAGES = ['/docs', '/dashboard', '/guide', RUNBOOK_PATH];

const MAX_BODY_BYTES = 256 * 1024;

/** Connections that the system keeps while the process is busy; it may permit fewer. Node's own number is 511. */
const MOST_UNACCEPTED = 4_096;

/** The program, wired and ready to listen; its servers (Postgres, Redis, Sectigo) are named by `config`. */
export async function createApp(
  config: RunningConfig,
  logger: Logger = createLogger(config),
  tracing: Tracing = new NoTracing(),
): Promise<NestFastifyApplication> {
  const connections = new Connections(connectionLimits(descriptorLimit()));
  const adapter = new FastifyAdapter({
    serverFactory: (answer: RequestListener) => createBoundedServer(answer, connections, CONNECTION_TIMING),
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: config.trustedProxies.length > 0 && [...config.trustedProxies],
    routerOptions: { maxParamLength: 256 },
    frameworkErrors: (error: Error, request: unknown, reply: unknown) =>
      app.get(ProblemFilter).write(error, request as FastifyRequest, reply as FastifyReply),
    clientErrorHandler: (error: Error & { code?: string }, socket: Socket) =>
      refuseMalformedHttp(error, socket, connections, app.get(PublicUrl).value),
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    await AppModule.forRoot(config, tracing),
    adapter,
    {
      logger: new NestLogger(logger),
      abortOnError: false,
      bodyParser: false,
    },
  );
  const fastify = adapter.getInstance<FastifyInstance>();
  readForwardedAddresses(fastify);
  takeOnlyJson(fastify);
  takeRawBodies(fastify);
  fastify.addHook('preClose', () => connections.end());
  fastify.addHook('onRoute', ({ url, method }) => app.get(RouteTable).add(url, method));
  await sendSecurityHeaders(fastify);
  compressLists(fastify);
  if (tracing.enabled) traceRequests(fastify, tracing, app.get(PublicUrl));
  logRequests(fastify);
  measureRequests(fastify, app.get(Metrics));
  refuseOddMessages(fastify);
  guardRequests(fastify, app.get(AdmitRequests), OPEN_PAGES);
  serveOpenApi(fastify, config.publicUrl);
  if (config.role !== 'worker') await (await import('./serve-api.js')).serveApi(app, fastify, config);
  return app;
}

/** Listens, and lets everybody know under which address. */
export async function listen(app: NestFastifyApplication, config: RunningConfig): Promise<string> {
  await app.listen({ port: config.port, host: config.host, backlog: MOST_UNACCEPTED });
  const url =
    config.publicUrl ?? (await app.getUrl()).replace('[::1]', 'localhost').replace('127.0.0.1', 'localhost');
  app.get(PublicUrl).value = url;
  return url;
}

/**
 * One line for each request but those of probes: the route's pattern and never its query, which may name orders or persons;
 * whose call it was, and never by which key, session or token.
 */
function logRequests(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const route = routeOptions.url ?? 'unknown';
    if (!PROBED.has(route)) {
      const { role: caller, clientId } = principalOf(request) ?? {};
      const durationMs = Math.round(reply.elapsedTime);
      request.log.info({ method, route, status: reply.statusCode, durationMs, caller, clientId }, 'request');
    }
    done();
  });
}
