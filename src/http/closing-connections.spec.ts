import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { closeConnectionsOnStop } from './closing-connections.js';

describe('a server that stops', () => {
  let server: FastifyInstance;
  let answer: () => void;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    server = fastify();
    closeConnectionsOnStop(server);
    const answered = new Promise<void>((resolve) => (answer = resolve));
    server.get('/slow', async () => answered.then(() => 'done'));
    await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });

  /** A connection of which the server knows. */
  async function open(text = ''): Promise<Socket> {
    const known = once(server.server, text === '' ? 'connection' : 'request');
    const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
    sockets.push(socket.on('error', () => undefined));
    if (text !== '') socket.write(text);
    await known;
    return socket;
  }

  it('does not wait for connections on which nothing was ever asked', async () => {
    const closed = Promise.all([once(await open(), 'close'), once(await open(), 'close')]);
    await server.close();
    await closed;
  });

  it('does not wait for half a request line', async () => {
    const socket = await open();
    socket.write('GET /sl');
    await server.close();
  });

  it('answers what was asked before, and then does not keep the connection for more', async () => {
    const socket = await open('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    const ended = once(socket, 'end');
    const beside = once(await open(), 'close');

    const closed = server.close();
    await beside;
    expect(received).toBe('');
    answer();

    await Promise.all([closed, ended]);
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*done$/);
  });
});
