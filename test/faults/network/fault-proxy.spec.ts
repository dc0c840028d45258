import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { FaultProxy } from './fault-proxy.js';
import { whenAnswered, whenBodySent, whenSent } from './wire-fault.js';

/** A server that repeats what it hears, and remembers it. */
class Echo {
  heard = '';
  ended = false;
  private readonly sockets = new Set<net.Socket>();
  private readonly server = net.createServer({ allowHalfOpen: true }, (socket) => {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('end', () => {
      this.ended = true;
      socket.end();
    });
    socket.on('data', (chunk) => {
      this.heard += chunk.toString();
      socket.write(chunk);
    });
  });

  async start(): Promise<{ host: string; port: number }> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return { host: '127.0.0.1', port: (this.server.address() as AddressInfo).port };
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}

class Caller {
  heard = '';
  ended = false;
  error: string | undefined;
  readonly socket: net.Socket;

  constructor(port: number) {
    this.socket = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    this.socket.on('data', (chunk) => (this.heard += chunk.toString()));
    this.socket.on('end', () => (this.ended = true));
    this.socket.on('error', (error: NodeJS.ErrnoException) => (this.error = error.code));
  }

  async hears(text: string): Promise<void> {
    await eventually(() => expect(this.heard).toBe(text));
  }
}

describe('the fault proxy', () => {
  let echo: Echo;
  let proxy: FaultProxy;
  let callers: Caller[];
  const connect = (): Caller => {
    const caller = new Caller(proxy.port);
    callers.push(caller);
    return caller;
  };

  beforeEach(async () => {
    echo = new Echo();
    callers = [];
    proxy = await FaultProxy.start(await echo.start());
  });

  afterEach(async () => {
    for (const { socket } of callers) socket.destroy();
    await proxy.close();
    await echo.stop();
  });

  it('passes bytes both ways, and the end of a stream', async () => {
    const caller = connect();
    caller.socket.write('hello');
    await caller.hears('hello');
    caller.socket.end();
    await eventually(() => expect([echo.ended, caller.ended]).toEqual([true, true]));
  });

  it('delays bytes and keeps their order', async () => {
    await proxy.break({ kind: 'latency', ms: 150, jitterMs: 50 }, 'to-server');
    const caller = connect();
    const startedAt = Date.now();
    for (const letter of 'abcdef') caller.socket.write(letter);
    await caller.hears('abcdef');
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(149);
  });

  it('swallows in a black hole, and gives back what waited when it closes', async () => {
    const caller = connect();
    caller.socket.write('a');
    await caller.hears('a');
    await proxy.break({ kind: 'black-hole' }, 'to-client');
    caller.socket.write('b');
    await eventually(() => expect(echo.heard).toBe('ab'));
    expect(caller.heard).toBe('a');
    await proxy.heal();
    await caller.hears('ab');
  });

  it('resets connections, the open and the new ones', async () => {
    const open = connect();
    open.socket.write('a');
    await open.hears('a');
    await proxy.break({ kind: 'reset' });
    const late = connect();
    await eventually(() => expect([open.error, late.error]).toEqual(['ECONNRESET', 'ECONNRESET']));
  });

  it('refuses connections until it is healed', async () => {
    await proxy.break({ kind: 'refuse' });
    const refused = connect();
    await eventually(() => expect(refused.error).toBe('ECONNREFUSED'));
    await proxy.heal();
    const taken = connect();
    taken.socket.write('a');
    await taken.hears('a');
  });

  it('passes an end on only later when it closes slowly', async () => {
    await proxy.break({ kind: 'slow-close', ms: 200 }, 'to-server');
    const caller = connect();
    caller.socket.write('a');
    await caller.hears('a');
    const startedAt = Date.now();
    caller.socket.end();
    await eventually(() => expect(echo.ended).toBe(true));
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(199);
  });

  it('cuts a connection after so many bytes', async () => {
    await proxy.break({ kind: 'cut', afterBytes: 5 }, 'to-client');
    const caller = connect();
    caller.socket.write('0123456789');
    await eventually(() => expect(caller.ended).toBe(true));
    expect(caller.heard).toBe('01234');
  });

  it('leads later connections to another server', async () => {
    const other = new Echo();
    proxy.redirect(await other.start());
    const caller = connect();
    caller.socket.write('a');
    await caller.hears('a');
    expect([echo.heard, other.heard]).toEqual(['', 'a']);
    caller.socket.destroy();
    await other.stop();
  });

  it('holds a text that arrives in two pieces, and lets it go', async () => {
    const reached = proxy.hold(whenSent('INSERT INTO'));
    const caller = connect();
    caller.socket.write('x INSERT');
    await caller.hears('x INSERT');
    caller.socket.write(' INTO y');
    const held = await reached;
    expect(echo.heard).toBe('x INSERT');
    held.release();
    await caller.hears('x INSERT INTO y');
  });

  it('drops what it holds: the bytes never arrive, and both sides see a reset', async () => {
    const reached = proxy.hold(whenSent('b'));
    const caller = connect();
    caller.socket.write('a');
    await caller.hears('a');
    caller.socket.write('b');
    (await reached).drop();
    await eventually(() => expect(caller.error).toBe('ECONNRESET'));
    expect(echo.heard).toBe('a');
  });

  it('holds an answer whose question has arrived', async () => {
    const reached = proxy.hold(whenAnswered('question'));
    const caller = connect();
    caller.socket.write('question');
    const held = await reached;
    expect([echo.heard, caller.heard]).toEqual(['question', '']);
    held.release();
    await caller.hears('question');
  });

  it('holds one connection alone, and only once', async () => {
    const reached = proxy.hold(whenSent('a'));
    const first = connect();
    first.socket.write('a');
    await reached;
    const second = connect();
    second.socket.write('a');
    await second.hears('a');
    expect(first.heard).toBe('');
  });

  it.each([
    [0, ''],
    [0.5, '01234'],
    [1, '0123456789'],
  ])('lets the share %d of a form through, and other requests whole', async (share, body) => {
    const reached = proxy.hold(whenBodySent('/order', share));
    const other = 'POST /balance HTTP/1.1\r\nContent-Length: 1\r\n\r\n0';
    const head = 'POST /order HTTP/1.1\r\nContent-Length: 10\r\n\r\n';
    const beside = connect();
    beside.socket.write(other);
    await beside.hears(other);
    const caller = connect();
    caller.socket.write(head);
    caller.socket.write('0123456789');
    await reached;
    await eventually(() => expect(echo.heard).toBe(other + head + body));
  });
});
