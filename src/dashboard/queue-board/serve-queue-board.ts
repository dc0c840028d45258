import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type ControllerHandlerReturnType } from '@bull-board/api/typings/app';
import { type Queue } from 'bullmq';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { ProblemFilter } from '../../http/problem/problem.filter.js';
import { readFiles, serveFiles } from '../../http/serve-files.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { boardPage, queueBoard, STATIC_PATH } from './queue-board.js';
import { QueueBoardAccess } from './queue-board-access.js';

const BASE = '/queues';

/** Bull Board at `/queues`, read-only, for operators; the dashboard shows it in a frame. */
export async function serveQueueBoard(
  app: NestFastifyApplication,
  fastify: FastifyInstance,
  queues: readonly Queue[],
): Promise<void> {
  const board = queueBoard(queues);
  const page = boardPage(board, BASE);
  const files = readFiles(STATIC_PATH, { cacheControl: 'private, no-cache' });
  const problems = app.get(ProblemFilter);
  await fastify.register(
    (scope, _options, done) => {
      scope.setErrorHandler((error, request, reply) => problems.write(error, request, reply));
      scope.addHook('onRoute', (route) => {
        route.config = { ...route.config, access: QueueBoardAccess };
      });
      for (const url of board.pages) scope.get(url, (_request, reply) => sendPage(reply, page));
      for (const route of board.routes) {
        for (const url of [route.route].flat()) {
          scope.get(url, async (request, reply) => {
            const question = questionOf(request);
            const ask = async (): Promise<ControllerHandlerReturnType> =>
              route.handler({ ...board, ...question });
            const { status = 200, body } = await ask().catch(unanswered(request));
            return reply.status(status).send(body);
          });
        }
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

interface Question {
  readonly params: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, string | undefined>;
}

/** Names, and numbers that no queue is longer than. */
const PLAIN_VALUE = /^(?!-?\d{7})[\w-]{0,64}$/;

/** Bull Board parses unchecked input, and passes out-of-range numbers to Redis. */
function questionOf(request: FastifyRequest): Question {
  const { params, query, headers } = request as FastifyRequest & Omit<Question, 'body'>;
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'string' && PLAIN_VALUE.test(value)) continue;
    const detail = `The query parameter ${JSON.stringify(name)} must be one name or number.`;
    throw new GatewayError('malformed-request', { detail });
  }
  return { params, query: { ...query }, body: {}, headers };
}

/** Bull Board asks Redis and nothing else. */
function unanswered(request: FastifyRequest): (error: unknown) => never {
  return (error) => {
    request.log.warn({ err: error }, 'the queues could not be read');
    throw new GatewayError('storage-unavailable', { detail: 'Redis does not answer.' });
  };
}
