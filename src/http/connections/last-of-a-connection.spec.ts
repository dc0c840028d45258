import { afterEach, describe, expect, it } from '@jest/globals';
import { get, TestServer } from '../../../test/support/bounded-server.js';

describe('the last of a connection', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  it('is the answer that says so: nothing is begun that could not be answered', async () => {
    server = await TestServer.start();
    const caller = await server.open(get('/held/1', '/last', '/3'));
    await server.allAsked('/held/1');
    server.release('/held/1');
    await caller.closed;
    expect(caller.text).toMatch(/answer to \/last$/);
    expect(server.asked).toEqual(['/held/1', '/last']);
  });

  describe('that sent no HTTP', () => {
    it('comes after the answers to what came before', async () => {
      server = await TestServer.start();
      const caller = await server.open(`${get('/held/1', '/2')}GARBAGE\r\n\r\n`);
      await server.allAsked('/held/1');
      caller.send('MORE GARBAGE\r\n\r\n');
      server.release('/held/1');
      await caller.closed;
      expect(caller.text).toMatch(/answer to \/held\/1[^]*answer to \/2[^]*REFUSED$/);
      expect(caller.text.match(/REFUSED/g)).toHaveLength(1);
    });

    it('is silent about a body that had its answer', async () => {
      server = await TestServer.start();
      const head = 'POST /held HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n';
      const caller = await server.open(head);
      await server.allAsked('/held');
      server.release('/held');
      await caller.received('answer to /held');
      const before = caller.text;
      caller.send('no chunk\r\n');
      await caller.closed;
      expect(caller.text).toBe(before);
    });

    it('stands for the answer to a request whose body it is', async () => {
      server = await TestServer.start();
      const caller = await server.open(
        `${get('/held/1')}POST /2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n`,
      );
      await server.allAsked('/held/1');
      server.release('/held/1');
      await caller.closed;
      expect(caller.text).toMatch(/answer to \/held\/1REFUSED$/);
      expect(server.asked).toEqual(['/held/1']);
    });
  });

  describe('of a server that stops', () => {
    it('is at once where nothing was ever asked, or half a request line', async () => {
      server = await TestServer.start();
      const callers = [await server.open(), await server.open('GET /sl')];
      server.connections.end();
      await Promise.all(callers.map(({ closed }) => closed));
      await (
        await server.open()
      ).closed;
    });

    it('is the answer under way: nothing more is begun', async () => {
      server = await TestServer.start();
      const caller = await server.open(get('/held/1', '/2'));
      await server.allAsked('/held/1');
      server.connections.end();
      expect(caller.text).toBe('');
      server.release('/held/1');
      await caller.closed;
      expect(caller.text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*answer to \/held\/1$/);
      expect(server.asked).toEqual(['/held/1']);
    });
  });
});
