import { type ConnectFailure, openConnection } from './connection.js';
import { tlsMaterialOf, type UsableCredentials } from './credentials.js';
import { type Deadline } from './deadline.js';
import { encodeForm, type FormEntries } from './form.js';
import { type BrokenExchange, type HttpReply, postForm } from './post-form.client.js';

/** Why nothing was sent. */
export type NotSentReason =
  | ConnectFailure['reason']
  /** Our own side took the attempt back when it was connected. */
  | 'withdrawn'
  /** The credentials cannot be read, or are empty. */
  | 'credentials-unavailable'
  /** The values make no form: another try will not help. */
  | 'form-invalid';

/** Where a form goes to, and how. */
export interface Route {
  readonly url: URL;
  readonly credentials: UsableCredentials;
  readonly connectTimeoutMs: number;
  readonly caPem: string | null;
  readonly mostReplyBytes: number;
  /** Asked when the connection is ready; unless it says true, nothing is sent. */
  readonly beforeSend?: (() => Promise<boolean>) | undefined;
}

/** Certain: no byte of the form has left this machine. */
export interface NotConnected {
  readonly kind: 'not-connected';
  readonly reason: NotSentReason;
  readonly detail: string;
}

/** One form, one fresh connection, one POST: what every command does. */
export async function exchange(
  entries: FormEntries,
  route: Route,
  deadline: Deadline,
): Promise<HttpReply | BrokenExchange | NotConnected> {
  const { url, credentials, connectTimeoutMs, caPem, mostReplyBytes, beforeSend } = route;
  // first: what no form can hold must not be found out when the attempt counts as sent
  const form = encodeForm(entries);
  const tls = tlsMaterialOf(credentials, caPem);
  const connection = await openConnection(url, tls, connectTimeoutMs, deadline.signal);
  if (connection.kind === 'failed') return notConnected(connection, deadline);
  if (beforeSend !== undefined && !(await isConfirmed(beforeSend, deadline.signal))) {
    connection.socket.destroy();
    return {
      kind: 'not-connected',
      reason: 'withdrawn',
      detail: 'The attempt was taken back before it was sent.',
    };
  }
  return postForm(url, form, connection.socket, { signal: deadline.signal, mostReplyBytes });
}

/** In time, or not at all: until here it is certain that nothing was sent, and whoever is asked may be away. */
async function isConfirmed(beforeSend: () => Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  const timeIsUp = new Promise<false>((resolve) => {
    if (signal.aborted) resolve(false);
    signal.addEventListener('abort', () => resolve(false), { once: true });
  });
  return Promise.race([timeIsUp, beforeSend().catch(() => false)]);
}

function notConnected({ reason, errorName }: ConnectFailure, deadline: Deadline): NotConnected {
  // The time for everything may be over before the time to connect is.
  const why = reason === 'aborted' && deadline.interruption === 'timeout' ? 'connect-timeout' : reason;
  const detail = `${NOT_CONNECTED[why]}${errorName === null ? '' : ` (${errorName})`}.`;
  return { kind: 'not-connected', reason: why, detail };
}

const NOT_CONNECTED = {
  dns: 'The host name could not be resolved',
  'connect-refused': 'The connection was refused',
  'connect-timeout': 'No connection within the time allowed',
  tls: 'The TLS handshake failed',
  'connect-failed': 'The connection failed',
  aborted: 'The gateway gave up before it was connected',
} as const satisfies Record<ConnectFailure['reason'], string>;
