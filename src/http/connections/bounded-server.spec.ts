import { afterEach, describe, expect, it } from '@jest/globals';
import { get, TestServer } from '../../../test/support/bounded-server.js';

describe('a server that bounds its connections', () => {
  let server: TestServer;
  afterEach(() => server.stop());

  it('begins a request when what was asked before it is answered', async () => {
    server = await TestServer.start();
    const caller = await server.open(get('/held/1', '/2', '/held/3', '/4'));
    await server.allAsked('/held/1');
    server.release('/held/1');
    await server.allAsked('/held/1', '/2', '/held/3');
    server.release('/held/3');
    await caller.received('answer to /4');
    expect(caller.text.match(/answer to (?:\/held)?\/\d/g)).toEqual([
      'answer to /held/1',
      'answer to /2',
      'answer to /held/3',
      'answer to /4',
    ]);
  });

  it('begins none while the answer before is not read', async () => {
    server = await TestServer.start();
    const caller = await server.open();
    caller.connection.deaf();
    caller.send(get('/large', '/2'));
    await server.allAsked('/large');
    // another connection shows that the server went on meanwhile
    await (await server.open(get('/beside'))).received('answer to /beside');
    expect(server.asked).toEqual(['/large', '/beside']);
    caller.connection.listen();
    await server.allAsked('/large', '/beside', '/2');
  });

  it('reads a body in its turn', async () => {
    server = await TestServer.start();
    const caller = await server.open(
      get('/held/1') + 'POST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbo',
    );
    await server.allAsked('/held/1');
    server.release('/held/1');
    caller.send('dy');
    await caller.received('took /2');
  });

  it('cuts a connection with more than so many requests without an answer, and answers none of them', async () => {
    server = await TestServer.start({ mostUnanswered: 3 });
    const fine = await server.open(get('/held/1', '/2', '/3'));
    await server.allAsked('/held/1');
    server.release('/held/1');
    await fine.received('answer to /3');

    server.asked.length = 0;
    const greedy = await server.open(get('/held/1', ...Array.from({ length: 500 }, (_, at) => `/${at}`)));
    await greedy.closed;
    expect(server.asked).toEqual(['/held/1']);
    expect(greedy.text).toBe('');
  });

  it('answers any number of requests that come one after the other', async () => {
    server = await TestServer.start({ mostUnanswered: 2 });
    const caller = await server.open();
    for (let at = 0; at < 40; at += 1) {
      caller.send(get(`/${at}`));
      await caller.received(`answer to /${at}`);
    }
    expect(server.asked).toHaveLength(40);
  });

  describe('that has as many as it may', () => {
    it('gives up the one that is silent the longest for one that comes', async () => {
      server = await TestServer.start({ mostConnections: 3 });
      const [oldest, older, busy] = [
        await server.open(),
        await server.open(),
        await server.open(get('/held')),
      ];
      await server.allAsked('/held');
      const late = await server.open(get('/late'));
      await oldest.closed;
      await late.received('answer to /late');
      await (await server.open(get('/later'))).received('answer to /later');
      await older.closed;
      server.release('/held');
      await busy.received('answer to /held');
    });

    it('gives up those that never asked before those that did, and of these the one that asked first', async () => {
      server = await TestServer.start({ mostConnections: 3 });
      const [first, second] = [await server.open(get('/1')), await server.open(get('/2'))];
      await Promise.all([first.received('answer to /1'), second.received('answer to /2')]);
      first.send(get('/3'));
      await first.received('answer to /3');
      const silent = await server.open();
      const third = await server.open(get('/4'));
      await silent.closed;
      await third.received('answer to /4');
      const fourth = await server.open(get('/5'));
      await second.closed;
      await fourth.received('answer to /5');
      first.send(get('/6'));
      await first.received('answer to /6');
    });

    it('gives up half a request and an answer that is not taken', async () => {
      server = await TestServer.start({ mostConnections: 2 });
      const half = await server.open('POST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbo');
      const deaf = await server.open();
      deaf.connection.deaf();
      deaf.send(get('/large'));
      await server.allAsked('/2', '/large');
      await server.open(get('/held/3'));
      await half.cut;
      await (await server.open(get('/4'))).received('answer to /4');
      await deaf.cut;
      expect(server.asked).toEqual(['/2', '/large', '/held/3', '/4']);
    });

    it('takes no more while it serves all of them', async () => {
      server = await TestServer.start({ mostConnections: 2 });
      const served = [await server.open(get('/held/1')), await server.open(get('/held/2'))];
      await server.allAsked('/held/1', '/held/2');
      await (
        await server.open(get('/3'))
      ).closed;
      server.release('/held/1');
      server.release('/held/2');
      await Promise.all(served.map((caller, at) => caller.received(`answer to /held/${at + 1}`)));
      await (await server.open(get('/4'))).received('answer to /4');
    });
  });

  describe('in which nothing moves', () => {
    it('cuts one that never asks, one that asks no more, and one whose answer is not taken, whatever they send', async () => {
      server = await TestServer.start({}, { headersWithinMs: 50, unreadMs: 50, idleMs: 50 });
      const [silent, used] = [await server.open(), await server.open(get('/1'))];
      const deaf = await server.open();
      deaf.connection.deaf();
      deaf.send(get('/large'));
      const noise = setInterval(() => [silent, used, deaf].map((caller) => caller.send('\r\n')), 5);
      await Promise.all([silent.cut, used.cut, deaf.cut]);
      clearInterval(noise);
    });

    it('keeps one that waits for us', async () => {
      server = await TestServer.start();
      const waiting = await server.open(get('/held'));
      await server.allAsked('/held');
      const silent = await server.open();
      const impatient = { idleMs: -1, unreadMs: -1, unreadBytesPerSecond: Infinity };
      // once to see how far each is, once more to see that it is no further
      for (const patience of [impatient, impatient]) server.connections.cutStale(patience);
      await silent.cut;
      server.release('/held');
      await waiting.received('answer to /held');
    });

    it('says that half a request came too late', async () => {
      server = await TestServer.start({}, { headersWithinMs: 50, requestWithinMs: 100 });
      const headers = await server.open('GET / HTTP/1.1\r\nHo');
      const body = await server.open('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbo');
      await Promise.all([headers.closed, body.closed]);
      expect([headers.text, body.text]).toEqual(['REFUSED', 'REFUSED']);
    });
  });
});
