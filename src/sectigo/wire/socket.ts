import { isIP, connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls';

export type SocketFault =
  'dns' | 'connect-refused' | 'connect-timeout' | 'tls' | 'connect-failed' | 'aborted';

export interface SocketFailure {
  readonly kind: 'failed';
  readonly fault: SocketFault;
  /** Such as ECONNREFUSED. */
  readonly errorName: string | null;
}

export type SocketResult = { readonly kind: 'ready'; readonly socket: Socket } | SocketFailure;

/** `ca` is trusted instead of the roots that come with Node. */
export type TlsMaterial = Pick<ConnectionOptions, 'ca' | 'cert' | 'key'>;

/** A fresh connection to the host of a URL: TCP established and, for https, the peer's certificate verified. */
export function openSocket(url: URL, tls: TlsMaterial, signal: AbortSignal): Promise<SocketResult> {
  const [host, port] = [hostOf(url), portOf(url)];
  return url.protocol === 'https:'
    ? awaitReady(() => startTls(url, { ...tls, port }), 'secureConnect', signal)
    : awaitReady(() => connectTcp({ host, port, noDelay: true }), 'connect', signal);
}

/** The same connection with TLS in it, the certificate of the URL's host verified. */
export function secureSocket(
  socket: Socket,
  url: URL,
  tls: TlsMaterial,
  signal: AbortSignal,
): Promise<SocketResult> {
  const start = (): Socket => startTls(url, { ...tls, socket }).once('close', () => socket.destroy());
  return awaitReady(start, 'secureConnect', signal);
}

/** Where a URL leads, as CONNECT names it: always with a port. */
export function authorityOf(url: URL): string {
  return `${url.hostname}:${portOf(url)}`;
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}

function startTls(url: URL, options: ConnectionOptions): TLSSocket {
  const host = hostOf(url);
  return connectTls({
    ...options,
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
    // Explicit, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
    rejectUnauthorized: true,
  });
}

function awaitReady(
  start: () => Socket,
  readyEvent: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<SocketResult> {
  if (signal.aborted) return Promise.resolve({ kind: 'failed', fault: 'aborted', errorName: null });
  let socket: Socket;
  try {
    socket = start();
  } catch (error) {
    // A certificate or key that cannot be read throws at once, and says so in words that may quote it.
    return Promise.resolve({ kind: 'failed', fault: 'tls', errorName: errorNameOf(error) });
  }
  return new Promise((resolve) => {
    // a socket wrapped in TLS is already connected
    let tcpEstablished = !socket.connecting;
    const settle = (result: SocketResult): void => {
      signal.removeEventListener('abort', onAbort);
      if (result.kind === 'failed') socket.destroy();
      resolve(result);
    };
    const fail = (fault: SocketFault, error?: unknown): void =>
      settle({ kind: 'failed', fault, errorName: errorNameOf(error) });
    const onAbort = (): void => fail('aborted');
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => {
      tcpEstablished = true;
    });
    socket.once(readyEvent, () => settle({ kind: 'ready', socket }));
    // Stays for good: an error between here and the request must not end the process.
    socket.on('error', (error) => fail(faultOf(error, tcpEstablished), error));
    socket.once('close', () => fail(tcpEstablished ? 'tls' : 'connect-failed'));
  });
}

function faultOf(error: Error, tcpEstablished: boolean): SocketFault {
  if (tcpEstablished) return 'tls';
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'getaddrinfo') return 'dns';
  if (code === 'ECONNREFUSED') return 'connect-refused';
  if (code === 'ETIMEDOUT') return 'connect-timeout';
  return 'connect-failed';
}

/** The name of an error such as ECONNREFUSED, never its message, which may quote anything. */
export function errorNameOf(error: unknown): string | null {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code) ? code : null;
}
