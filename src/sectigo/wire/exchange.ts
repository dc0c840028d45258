import { type ConnectFailure, openConnection } from './connection.js';
import { tlsMaterialOf, type UsableCredentials } from './credentials.js';
import { type Deadline } from './deadline.js';
import { encodeForm, type FormEntries } from './form.js';
import { type BrokenExchange, type HttpReply, postForm } from './post-form.client.js';
import { type Proxy } from './proxy.js';

/** Why nothing was sent. */
export type NotSentReason =
  | ConnectFailure['reason']
  /** Our own side took the attempt back when it was connected. */
  | 'withdrawn'
  /** The credentials, or the login for the proxy, cannot be read or are empty. */
  | 'credentials-unavailable'
  /** The values make no form: another try will not help. */
  | 'form-invalid';

/** Where a form goes to, and how. */
export interface Route {
  readonly url: URL;
  readonly credentials: UsableCredentials;
  /** Null: straight there. */
  readonly proxy: Proxy | null;
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
  const { url, credentials, proxy, connectTimeoutMs, caPem, mostReplyBytes, beforeSend } = route;
  // first: what no form can hold must not be found out when the attempt counts as sent
  const form = encodeForm(entries);
  const tls = tlsMaterialOf(credentials, caPem);
  const connection = await openConnection({ url, tls, proxy, connectTimeoutMs }, deadline);
  if (connection.kind === 'failed') {
    return { kind: 'not-connected', reason: connection.reason, detail: connection.detail };
  }
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

/** With a time limit: up to here nothing was sent, and the source of the credentials may be down. */
async function isConfirmed(beforeSend: () => Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  const timeIsUp = new Promise<false>((resolve) => {
    if (signal.aborted) resolve(false);
    signal.addEventListener('abort', () => resolve(false), { once: true });
  });
  return Promise.race([timeIsUp, beforeSend().catch(() => false)]);
}
