import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { GatewayError } from '../../shared/gateway-error.js';
import { PublicUrl } from '../public-url.js';
import { RouteTable } from '../route-table.js';
import { renderProblem } from './problem.js';
import { type ProblemResponse } from './problem.response.js';
import { type ProblemOccurrence } from '../../shared/problem-occurrence.js';
import { toOccurrence } from './to-occurrence.js';

const DEFAULT_RETRY_AFTER_MS = 5_000;

/** Writes every failure of every request; nothing else in the program writes an error body. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly publicUrl: PublicUrl,
    private readonly routes: RouteTable,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.write(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  write(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const problem = this.render(this.occurrenceOf(error, request, reply), error, request);
    this.send(reply, problem, error instanceof GatewayError ? error.details.retryAfterMs : undefined);
  }

  /** The problem of a part of a request, for an answer that has others beside it. */
  problemOf(error: unknown, request: FastifyRequest): ProblemResponse {
    return this.render(toOccurrence(error), error, request);
  }

  /** Unexpected errors are logged; the caller does not see them. */
  private render(occurrence: ProblemOccurrence, error: unknown, request: FastifyRequest): ProblemResponse {
    const [instance = '/'] = request.url.split('?');
    const { orderId } = error instanceof GatewayError ? error.details : {};
    const about = { publicUrl: this.publicUrl.value, instance, requestId: request.id };
    const problem = renderProblem(occurrence, { ...about, ...(orderId !== undefined && { orderId }) });
    if (problem.status >= 500 && !(error instanceof GatewayError)) {
      request.log.error({ err: error, code: problem.code }, 'request failed');
    }
    return problem;
  }

  /** A path that exists under another method is not "not found". */
  private occurrenceOf(error: unknown, request: FastifyRequest, reply: FastifyReply): ProblemOccurrence {
    const [path = '/'] = request.url.split('?');
    const allowed = error instanceof NotFoundException ? this.routes.allowedMethods(path) : [];
    if (allowed.length === 0) return toOccurrence(error);
    void reply.header('allow', allowed.join(', '));
    return { code: 'method-not-allowed' };
  }

  private send(reply: FastifyReply, problem: ProblemResponse, retryAfterMs?: number): void {
    if (reply.sent) return;
    void reply.header('x-request-id', reply.request.id);
    if (problem.status === 401 && !reply.hasHeader('www-authenticate'))
      void reply.header('www-authenticate', 'Bearer realm="sectigo-gateway"');
    if (problem.status === 429 || problem.status === 503) {
      const seconds = Math.ceil((retryAfterMs ?? DEFAULT_RETRY_AFTER_MS) / 1_000);
      void reply.header('retry-after', String(Math.max(1, seconds)));
    }
    void reply.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}
