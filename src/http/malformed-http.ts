import { STATUS_CODES } from 'node:http';
import { type Socket } from 'node:net';
import { type ErrorCode } from '../shared/error-code.js';
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
