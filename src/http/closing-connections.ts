import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { type FastifyInstance } from 'fastify';

/**
 * A server that stops waits for its connections. Node closes those that idle at that moment, and waits a minute and more
 * for two others: those on which nobody has asked anything yet (browsers and pools open them in advance), and those
 * that become idle because what was asked before is answered now.
 */
export function closeConnectionsOnStop(fastify: FastifyInstance): void {
  const unused = new Set<Socket>();
  let stopping = false;
  fastify.server.on('connection', (socket: Socket) => {
    if (stopping) socket.destroy();
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  fastify.server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    unused.delete(socket);
    response.once('finish', () => {
      if (stopping) socket.destroySoon();
    });
  });
  fastify.addHook('preClose', async () => {
    stopping = true;
    for (const socket of unused) socket.destroy();
    return Promise.resolve();
  });
}
