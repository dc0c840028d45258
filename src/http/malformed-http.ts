import { type Socket } from 'node:net';
import { renderProblem } from './problem/problem.js';
import { requestIdOf } from './request-id.js';

/** Answers bytes that are not HTTP at all: there is no request to answer to, so the reply is written by hand. */
export function refuseMalformedHttp(
  error: Error & { code?: string },
  socket: Socket,
  publicUrl: string,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const requestId = requestIdOf({ headers: {} });
  const problem = renderProblem({ code: 'malformed-request' }, { publicUrl, instance: '/', requestId });
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} Bad Request`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
