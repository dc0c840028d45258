import { connect, type Socket } from 'node:net';
import { eventually } from './eventually.js';

/** A connection that sends what it is told to, byte for byte, and keeps what comes back. */
export class RawConnection {
  private received = '';
  readonly socket: Socket;
  /** The other side has ended it, or it broke. */
  readonly closed: Promise<void>;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.socket = connect(Number(port), hostname);
    this.closed = new Promise((resolve) => this.socket.once('close', () => resolve()));
    this.socket.on('error', () => undefined);
    this.socket.setEncoding('latin1').on('data', (text: string) => (this.received += text));
  }

  get text(): string {
    return this.received;
  }

  /** The statuses of the answers, in their order. */
  get statuses(): number[] {
    return [...this.received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  }

  send(text: string): this {
    this.socket.write(text);
    return this;
  }

  /** From now on nothing is read: the other side's answers pile up. */
  deaf(): this {
    this.socket.pause();
    return this;
  }

  listen(): this {
    this.socket.resume();
    return this;
  }

  /** Resolves when so many answers have begun. */
  answers(count: number): Promise<number[]> {
    return eventually(() => {
      const { statuses } = this;
      if (statuses.length < count)
        throw new Error(`${statuses.length} answers: ${this.received.slice(0, 500)}`);
      return statuses;
    });
  }

  close(): void {
    this.socket.destroy();
  }
}

/** A request as it is on the wire. */
export function request(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): string {
  const lines = Object.entries({
    host: 'gateway',
    ...(body !== '' && { 'content-length': String(Buffer.byteLength(body)) }),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
