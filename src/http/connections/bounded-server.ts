import { createServer, type RequestListener, type Server } from 'node:http';
import { type Socket } from 'node:net';
import { type Patience } from './connection.js';
import { type Connections } from './connections.js';

export interface ConnectionTiming extends Patience {
  /** From the connection, or the first byte of a request, to the end of its headers. */
  readonly headersWithinMs: number;
  /** To the end of its body. */
  readonly requestWithinMs: number;
  /** From an answer to the next request. */
  readonly keepAliveMs: number;
  readonly checkEveryMs: number;
}

export const CONNECTION_TIMING: ConnectionTiming = {
  headersWithinMs: 10_000,
  requestWithinMs: 30_000,
  // load balancers keep theirs for a minute
  keepAliveMs: 72_000,
  checkEveryMs: 2_000,
  // Node's own timer comes first, but restarts with every byte
  idleMs: 80_000,
  unreadMs: 30_000,
  unreadBytesPerSecond: 10_000,
};

/** An HTTP server that holds no more than the limits of `connections`. */
export function createBoundedServer(
  answer: RequestListener,
  connections: Connections,
  timing: ConnectionTiming,
): Server {
  const take: RequestListener = (request, response) =>
    connections.take(request, response, () => answer(request, response));
  const server = createServer(
    {
      headersTimeout: timing.headersWithinMs,
      requestTimeout: timing.requestWithinMs,
      keepAliveTimeout: timing.keepAliveMs,
      connectionsCheckingInterval: timing.checkEveryMs,
      // Node would answer these two itself, without a problem body
      requireHostHeader: false,
    },
    take,
  ).on('checkExpectation', take);
  server.on('connection', (socket: Socket) => connections.open(socket));
  const checks = setInterval(() => connections.cutStale(timing), timing.checkEveryMs).unref();
  return server.on('close', () => clearInterval(checks));
}
