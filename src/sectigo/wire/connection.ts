import { type Socket } from 'node:net';
import { Deadline } from './deadline.js';
import { type Proxy } from './proxy.js';
import { authorityOf, openSocket, secureSocket, type SocketFailure, type SocketFault } from './socket.js';
import { type TlsMaterial } from './socket.js';
import { openTunnel, type TunnelFault, type TunnelResult } from './tunnel.js';

/** What a proxy did instead of making a tunnel. */
export type ProxyFault =
  /** There was no connection to it. */
  | 'proxy-unreachable'
  /** It gave no readable answer, or reports that it could not connect. */
  | 'proxy-failed'
  /** It does not allow connections to that host. */
  | 'proxy-refused'
  /** It wants another login, or one at all. Says nothing of our login with Sectigo. */
  | 'proxy-login-refused';

export interface ConnectFailure {
  readonly kind: 'failed';
  readonly reason: SocketFault | ProxyFault;
  /** A sentence for operators; quotes nothing that was received. */
  readonly detail: string;
}

export type ConnectResult = { readonly kind: 'connected'; readonly socket: Socket } | ConnectFailure;

export interface Destination {
  readonly url: URL;
  readonly tls: TlsMaterial;
  /** Null: the connection goes straight there. */
  readonly proxy: Proxy | null;
  readonly connectTimeoutMs: number;
}

/**
 * A connection that is ready for the form: TCP established, a tunnel made where there is a proxy and, for https, the
 * peer's certificate verified, all within one time. It is made apart from the request so that "nothing was sent" is a
 * fact and no reading of error codes: until here there is no request.
 */
export async function openConnection(
  { url, tls, proxy, connectTimeoutMs }: Destination,
  deadline: Deadline,
): Promise<ConnectResult> {
  const connecting = new Deadline(connectTimeoutMs, deadline.signal);
  // the time for everything may be over before the time to connect is
  const isTimeUp = (): boolean =>
    connecting.interruption === 'timeout' || deadline.interruption === 'timeout';
  const { signal } = connecting;
  try {
    if (proxy === null) {
      const direct = await openSocket(url, tls, signal);
      return direct.kind === 'ready' ? connected(direct.socket) : notConnected(direct, isTimeUp(), DIRECT);
    }
    const way = await openSocket(proxy.url, proxy.caPem === null ? {} : { ca: proxy.caPem }, signal);
    if (way.kind === 'failed') return notConnected(way, isTimeUp(), TO_PROXY);
    const tunnel = await openTunnel(way.socket, { authority: authorityOf(url), login: proxy.login }, signal);
    if (tunnel.kind !== 'open') return noTunnel(tunnel, isTimeUp(), proxy.login !== null);
    if (url.protocol !== 'https:') return connected(tunnel.socket);
    const secured = await secureSocket(tunnel.socket, url, tls, signal);
    return secured.kind === 'ready' ? connected(secured.socket) : notConnected(secured, isTimeUp(), DIRECT);
  } finally {
    connecting.clear();
  }
}

const connected = (socket: Socket): ConnectResult => ({ kind: 'connected', socket });

const failed = (reason: ConnectFailure['reason'], words: string): ConnectFailure => ({
  kind: 'failed',
  reason,
  detail: `${words}.`,
});

const GAVE_UP = failed('aborted', 'The gateway gave up before it was connected');

type Faults = Readonly<Record<Exclude<SocketFault, 'aborted'>, readonly [ConnectFailure['reason'], string]>>;

const DIRECT: Faults = {
  dns: ['dns', 'The host name could not be resolved'],
  'connect-refused': ['connect-refused', 'The connection was refused'],
  'connect-timeout': ['connect-timeout', 'No connection within the time allowed'],
  tls: ['tls', 'The TLS handshake failed'],
  'connect-failed': ['connect-failed', 'The connection failed'],
};

const TO_PROXY: Faults = {
  dns: ['proxy-unreachable', "The proxy's host name could not be resolved"],
  'connect-refused': ['proxy-unreachable', 'The connection to the proxy was refused'],
  'connect-timeout': ['proxy-unreachable', 'No connection to the proxy within the time allowed'],
  tls: ['proxy-unreachable', 'The TLS handshake with the proxy failed'],
  'connect-failed': ['proxy-unreachable', 'The connection to the proxy failed'],
};

function notConnected(
  { fault, errorName }: SocketFailure,
  isTimeUp: boolean,
  faults: Faults,
): ConnectFailure {
  if (fault === 'aborted' && !isTimeUp) return GAVE_UP;
  const [reason, words] = faults[fault === 'aborted' ? 'connect-timeout' : fault];
  return failed(reason, errorName === null ? words : `${words} (${errorName})`);
}

const NO_TUNNEL: Readonly<Record<TunnelFault, string>> = {
  closed: 'The proxy closed the connection without an answer',
  garbled: "The proxy's answer cannot be read",
  'too-large': "The proxy's answer is too large",
  premature: 'The proxy sent more than its answer',
  aborted: 'The proxy made no connection within the time allowed',
};

function noTunnel(
  tunnel: Exclude<TunnelResult, { kind: 'open' }>,
  isTimeUp: boolean,
  hadLogin: boolean,
): ConnectFailure {
  if (tunnel.kind === 'broken') {
    if (tunnel.fault === 'aborted' && !isTimeUp) return GAVE_UP;
    return failed('proxy-failed', NO_TUNNEL[tunnel.fault]);
  }
  const { httpStatus } = tunnel;
  if (httpStatus === 407) {
    const words = hadLogin ? 'The proxy refused our login for it' : 'The proxy wants a login';
    return failed('proxy-login-refused', `${words} (HTTP 407)`);
  }
  // a proxy says with 5xx that it tried; whatever is below 200 is no end of an answer
  return httpStatus >= 300 && httpStatus <= 499
    ? failed('proxy-refused', `The proxy refused to connect to Sectigo (HTTP ${httpStatus})`)
    : failed('proxy-failed', `The proxy could not connect to Sectigo (HTTP ${httpStatus})`);
}
