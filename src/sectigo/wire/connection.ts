import { isIP, connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';

export interface ConnectFailure {
  readonly kind: 'failed';
  readonly reason: 'dns' | 'connect-refused' | 'connect-timeout' | 'tls' | 'connect-failed' | 'aborted';
  /** Such as ECONNREFUSED. */
  readonly errorName: string | null;
}

export type ConnectResult = { readonly kind: 'connected'; readonly socket: Socket } | ConnectFailure;

/** `ca` is trusted instead of the roots that come with Node. */
export type TlsMaterial = Pick<ConnectionOptions, 'ca' | 'cert' | 'key'>;

/**
 * A connection that is ready for the form: TCP established and, for https, the peer's certificate verified. It is made
 * apart from the request so that "nothing was sent" is a fact and no reading of error codes: until here there is no
 * request.
 */
export async function openConnection(
  url: URL,
  tls: TlsMaterial,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<ConnectResult> {
  if (signal.aborted) return { kind: 'failed', reason: 'aborted', errorName: null };
  let socket: Socket;
  try {
    socket = startConnecting(url, tls);
  } catch (error) {
    // A certificate or key that cannot be read throws at once, and says so in words that may quote it.
    return { kind: 'failed', reason: 'tls', errorName: errorNameOf(error) };
  }
  return awaitConnection(socket, url.protocol === 'https:' ? 'secureConnect' : 'connect', timeoutMs, signal);
}

function startConnecting(url: URL, tls: TlsMaterial): Socket {
  const secure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port);
  if (!secure) return connectTcp({ host, port, noDelay: true });
  return connectTls({
    ...tls,
    host,
    port,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
    // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
    rejectUnauthorized: true,
  });
}

function awaitConnection(
  socket: Socket,
  readyEvent: 'connect' | 'secureConnect',
  timeoutMs: number,
  signal: AbortSignal,
): Promise<ConnectResult> {
  return new Promise((resolve) => {
    let tcpEstablished = false;
    const settle = (result: ConnectResult): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      if (result.kind === 'failed') socket.destroy();
      resolve(result);
    };
    const fail = (reason: ConnectFailure['reason'], error?: unknown): void =>
      settle({ kind: 'failed', reason, errorName: errorNameOf(error) });
    const onAbort = (): void => fail('aborted');
    const timer = setTimeout(() => fail('connect-timeout'), timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => {
      tcpEstablished = true;
    });
    socket.once(readyEvent, () => settle({ kind: 'connected', socket }));
    // Stays for good: an error between here and the request must not end the process.
    socket.on('error', (error) => fail(connectFault(error, tcpEstablished), error));
    socket.once('close', () => fail(tcpEstablished ? 'tls' : 'connect-failed'));
  });
}

function connectFault(error: Error, tcpEstablished: boolean): ConnectFailure['reason'] {
  if (tcpEstablished) return 'tls';
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'getaddrinfo') return 'dns';
  if (code === 'ECONNREFUSED') return 'connect-refused';
  if (code === 'ETIMEDOUT') return 'connect-timeout';
  return 'connect-failed';
}

/** The name of an error such as ECONNREFUSED. Its message never: it may quote anything. */
export function errorNameOf(error: unknown): string | null {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code) ? code : null;
}
