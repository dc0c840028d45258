import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { postToReceiver, type ReceiverReply } from './webhook.client.js';

const NEVER = new AbortController().signal;

describe('a post to a receiver', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });
  async function receiver(listener: RequestListener): Promise<number> {
    const server = createServer(listener).listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }
  const post = (
    port: number,
    { host = '127.0.0.1', timeoutMs = 20_000, interrupted = NEVER } = {},
  ): Promise<ReceiverReply> =>
    postToReceiver(
      {
        url: new URL(`http://${host}:${port}/hook`),
        address: '127.0.0.1',
        headers: { 'Content-Type': 'application/json', 'webhook-id': 'evt_1' },
        body: '{"ä":1}',
      },
      timeoutMs,
      interrupted,
    );

  it('goes to the address that was checked, whatever the name leads to', async () => {
    const requests: IncomingMessage[] = [];
    const port = await receiver((request, response) => {
      requests.push(request);
      response.end('thanks');
    });

    // nobody could resolve this name
    const reply = await post(port, { host: 'receiver.invalid' });

    expect(reply).toEqual({ kind: 'replied', status: 200, text: 'thanks' });
    expect(requests.map(({ method, url }) => [method, url])).toEqual([['POST', '/hook']]);
    expect(requests[0]?.headers).toMatchObject({
      host: `receiver.invalid:${port}`,
      'content-type': 'application/json',
      'content-length': '8',
      'webhook-id': 'evt_1',
      connection: 'close',
    });
  });

  it.each([301, 302, 303, 307, 308])('does not follow a redirect (%d)', async (status) => {
    let visitors = 0;
    const inside = await receiver((_request, response) => {
      visitors += 1;
      response.end();
    });
    const port = await receiver((_request, response) => {
      response.writeHead(status, { location: `http://127.0.0.1:${inside}/` }).end();
    });

    expect(await post(port)).toMatchObject({ kind: 'replied', status });
    expect(visitors).toBe(0);
  });

  it('reads no more of an endless answer than its start, and keeps 500 printable characters of it', async () => {
    const port = await receiver((_request, response) => {
      response.writeHead(500);
      const more = (): void => {
        if (!response.destroyed && response.write('é\u0000\r\n'.repeat(1_000))) setImmediate(more);
      };
      response.on('drain', more);
      more();
    });

    const reply = await post(port);

    expect(reply).toMatchObject({ kind: 'replied', status: 500 });
    const text = reply.kind === 'replied' ? reply.text : '';
    expect([...text]).toHaveLength(500);
    expect(text).toMatch(/^(é )+$/);
  });

  it('takes the status for the answer also when the rest is cut off', async () => {
    const port = await receiver((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setImmediate(() => response.destroy());
    });
    expect(await post(port)).toMatchObject({ kind: 'replied', status: 200 });
  });

  it('gives up a receiver that does not answer in time', async () => {
    const port = await receiver(() => undefined);
    expect(await post(port, { timeoutMs: 100 })).toEqual({ kind: 'failed', reason: 'timeout' });
  });

  it('ends when the gateway stops', async () => {
    const stopping = new AbortController();
    const port = await receiver(() => stopping.abort());
    expect(await post(port, { interrupted: stopping.signal })).toEqual({
      kind: 'failed',
      reason: 'interrupted',
    });
  });

  it('names what is wrong with the connection, and nothing else', async () => {
    const port = await receiver((request) => request.socket.destroy());
    expect(await post(port)).toEqual({ kind: 'failed', reason: 'ECONNRESET' });
    const server = servers[0];
    server?.close();
    server?.closeAllConnections();
    expect(await post(port)).toEqual({ kind: 'failed', reason: 'ECONNREFUSED' });
  });
});
