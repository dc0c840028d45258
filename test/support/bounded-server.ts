import { once } from 'node:events';
import { type RequestListener, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';
import { expect } from '@jest/globals';
import { type ConnectionTiming, createBoundedServer } from '../../src/http/connections/bounded-server.js';
import { type ConnectionLimits, Connections } from '../../src/http/connections/connections.js';
import { eventually } from './eventually.js';
import { RawConnection, request } from './raw-connection.js';

const HOUR_MS = 3_600_000;
const PATIENT: ConnectionTiming = {
  headersWithinMs: HOUR_MS,
  requestWithinMs: HOUR_MS,
  keepAliveMs: HOUR_MS,
  idleMs: HOUR_MS,
  unreadMs: HOUR_MS,
  unreadBytesPerSecond: Infinity,
  checkEveryMs: 20,
};
/** More than the buffers of both ends take without a reader. */
const LARGE = Buffer.alloc(32 * 1024 * 1024);

/** Both ends of a connection. */
export class TestCaller {
  /** The server has closed it: who does not read does not notice. */
  readonly cut: Promise<void>;

  constructor(
    readonly connection: RawConnection,
    readonly accepted: Socket,
  ) {
    this.cut = new Promise((resolve) => accepted.once('close', () => resolve()));
  }

  get text(): string {
    return this.connection.text;
  }

  get closed(): Promise<void> {
    return this.connection.closed;
  }

  send(text: string): void {
    this.connection.send(text);
  }

  received(text: string): Promise<void> {
    return eventually(() => expect(this.text).toContain(text));
  }
}

/** Requests for these paths, one behind the other. */
export function get(...paths: string[]): string {
  return paths.map((path) => request('GET', path)).join('');
}

/**
 * A bounded server with a few answers: `/held…` waits until it is released, `/large` is large, `/last` closes, anything
 * else is answered at once, or when its body is there.
 */
export class TestServer {
  /** What the server has begun to answer. */
  readonly asked: string[] = [];
  readonly connections: Connections;
  private readonly server: Server;
  private readonly held = new Map<string, ServerResponse>();
  private readonly callers: TestCaller[] = [];

  private constructor(limits: Partial<ConnectionLimits>, timing: Partial<ConnectionTiming>) {
    this.connections = new Connections({ mostConnections: 100, mostUnanswered: 4, ...limits });
    this.server = createBoundedServer(this.answer, this.connections, { ...PATIENT, ...timing });
    this.server.on('clientError', (_error, socket) => this.connections.refuse(socket as Socket, 'REFUSED'));
  }

  static async start(
    limits: Partial<ConnectionLimits> = {},
    timing: Partial<ConnectionTiming> = {},
  ): Promise<TestServer> {
    const started = new TestServer(limits, timing);
    started.server.listen(0, '127.0.0.1');
    await once(started.server, 'listening');
    return started;
  }

  async stop(): Promise<void> {
    for (const { connection } of this.callers) connection.close();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** A connection of which the server knows. */
  async open(text = ''): Promise<TestCaller> {
    const accepted = once(this.server, 'connection') as Promise<[Socket]>;
    const { port } = this.server.address() as AddressInfo;
    const connection = new RawConnection(`http://127.0.0.1:${port}`);
    const caller = new TestCaller(connection, (await accepted)[0]);
    this.callers.push(caller);
    connection.send(text);
    return caller;
  }

  allAsked(...urls: string[]): Promise<void> {
    return eventually(() => expect(this.asked).toEqual(urls));
  }

  release(url: string): void {
    this.held.get(url)?.end(`answer to ${url}`);
  }

  private readonly answer: RequestListener = (incoming, response) => {
    const url = incoming.url ?? '';
    this.asked.push(url);
    if (url.startsWith('/held')) this.held.set(url, response);
    else if (url === '/large') response.end(LARGE);
    else if (url === '/last') response.setHeader('connection', 'close').end(`answer to ${url}`);
    else if (incoming.method === 'GET') response.end(`answer to ${url}`);
    else incoming.resume().on('end', () => response.end(`took ${url}`));
  };
}
