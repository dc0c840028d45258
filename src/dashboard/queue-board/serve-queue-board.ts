import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Queue } from 'bullmq';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { ProblemFilter } from '../../http/problem/problem.filter.js';
import { readFiles, serveFiles } from '../../http/serve-files.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { boardPage } from './board-page.js';
import { readBoardQuery } from './board-query.js';
import { QueueBoard } from './queue-board.js';
import { QueueBoardAccess } from './queue-board-access.js';

const BASE = '/queues';

/** What is in BullMQ's queues, for operators to look at: Bull Board at `/queues`, which the dashboard has in a frame. */
export async function serveQueueBoard(
  app: NestFastifyApplication,
  fastify: FastifyInstance,
  queues: readonly Queue[],
): Promise<void> {
  const board = new QueueBoard(queues);
  const page = boardPage(board, BASE);
  const files = readFiles(board.staticPath, { cacheControl: 'private, no-cache' });
  const problems = app.get(ProblemFilter);
  await fastify.register(
    (scope, _options, done) => {
      scope.setErrorHandler((error, request, reply) => problems.write(error, request, reply));
      scope.addHook('onRoute', (route) => {
        route.config = { ...route.config, access: QueueBoardAccess };
      });
      for (const url of board.pages) scope.get(url, (_request, reply) => sendPage(reply, page));
      for (const route of board.routes) {
        scope.get(route.url, async (request, reply) => {
          const { status = 200, body } = await route.answer(questionOf(request)).catch(unanswered(request));
          return reply.status(status).send(body);
        });
      }
      // all that would change something, there or not, is asked for at the door
      scope.route({
        method: ['POST', 'PUT', 'PATCH', 'DELETE'],
        url: '/*',
        handler: (_, reply) => reply.send(),
      });
      serveFiles(scope, '/static/', files);
      done();
    },
    { prefix: BASE },
  );
}

function sendPage(reply: FastifyReply, page: string): FastifyReply {
  return reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(page);
}

/** The one style element that a library of Bull Board's makes; test/browser finds out when it is another. */
const ITS_STYLE = 'sha256-r2N1TB/gHbBtBZFKg7ejmq1acVSREzucTAEw6ga4hoU=';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' '${ITS_STYLE}'`,
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

function questionOf({
  params,
  query,
  body,
  headers,
}: FastifyRequest): Parameters<QueueBoard['routes'][number]['answer']>[0] {
  return {
    params: params as Record<string, unknown>,
    query: readBoardQuery(query as Record<string, unknown>),
    body: (body ?? {}) as Record<string, unknown>,
    headers: headers as Record<string, string | undefined>,
  };
}

/** Bull Board asks Redis and nothing else. */
function unanswered(request: FastifyRequest): (error: unknown) => never {
  return (error) => {
    request.log.warn({ err: error }, 'the queues could not be read');
    throw new GatewayError('storage-unavailable', { detail: 'Redis does not answer.' });
  };
}
