import { type IncomingMessage, STATUS_CODES } from 'node:http';
import { type Socket } from 'node:net';
import { type FastifyInstance } from 'fastify';
import { type ErrorCode } from '../shared/error-code.js';
import { GatewayError } from '../shared/gateway-error.js';
import { type Connections } from './connections/connections.js';
import { renderProblem } from './problem/problem.js';
import { requestIdOf } from './request-id.js';

/** Answers bytes that are no request, or none in time: there is no request to answer to, so the reply is written by hand. */
export function refuseMalformedHttp(
  error: Error & { code?: string },
  socket: Socket,
  connections: Connections,
  publicUrl: string,
): void {
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const silent = late && socket.bytesRead === 0;
  if (error.code === 'ECONNRESET' || silent || !socket.writable) socket.destroy();
  else connections.refuse(socket, refusal(late ? 'request-timeout' : 'malformed-request', publicUrl));
}

function refusal(code: ErrorCode, publicUrl: string): string {
  const requestId = requestIdOf({ headers: {} });
  const problem = renderProblem({ code }, { publicUrl, instance: '/', requestId });
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

const VERSIONS = new Set(['1.0', '1.1']);
const CONTINUE = /^100-continue$/i;

/** Node's parser accepts these, or refuses them without a reason. A proxy in between may have read them differently. */
export function refuseOddMessages(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', async ({ raw }, reply) => {
    const detail = faultOf(raw);
    if (detail === undefined) return Promise.resolve();
    void reply.header('connection', 'close');
    throw new GatewayError('malformed-request', { detail });
  });
}

function faultOf({ httpVersion, rawHeaders, headers }: IncomingMessage): string | undefined {
  if (!VERSIONS.has(httpVersion)) return 'This server speaks HTTP/1.1.';
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;
  if (hosts > 1) return 'There are several Host headers.';
  if (hosts === 0 && httpVersion === '1.1') return 'The Host header is missing.';
  if (!CONTINUE.test(headers.expect ?? '100-continue')) return 'Nothing but 100-continue can be expected.';
  return undefined;
}
