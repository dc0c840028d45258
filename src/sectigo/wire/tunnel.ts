import { request as httpRequest } from 'node:http';
import { type Socket } from 'node:net';
import { errorNameOf } from './socket.js';

/** A larger answer is not read. */
const MOST_HEAD_BYTES = 16 * 1024;

export interface TunnelRequest {
  /** `host:port`, where the tunnel is to lead. */
  readonly authority: string;
  /** `user:password` */
  readonly login: string | null;
}

export type TunnelResult =
  | { readonly kind: 'open'; readonly socket: Socket }
  /** The proxy said no. */
  | { readonly kind: 'denied'; readonly httpStatus: number }
  | { readonly kind: 'broken'; readonly fault: TunnelFault };

/** `premature`: bytes after the answer, although the server behind the tunnel waits for us to speak first. */
export type TunnelFault = 'closed' | 'garbled' | 'too-large' | 'premature' | 'aborted';

/** Asks a proxy, on a connection to it, for a tunnel. Nothing but the request for it is sent. */
export function openTunnel(
  socket: Socket,
  { authority, login }: TunnelRequest,
  signal: AbortSignal,
): Promise<TunnelResult> {
  return new Promise((resolve) => {
    const settle = (result: TunnelResult): void => {
      if (result.kind !== 'open') socket.destroy();
      resolve(result);
    };
    const request = httpRequest({
      method: 'CONNECT',
      path: authority,
      headers: {
        Host: authority,
        'User-Agent': 'sectigo-gateway',
        ...(login !== null && { 'Proxy-Authorization': `Basic ${Buffer.from(login).toString('base64')}` }),
      },
      createConnection: () => socket,
      maxHeaderSize: MOST_HEAD_BYTES,
      signal,
    });
    // an answer to CONNECT ends with its head, and what follows is not HTTP
    request.removeHeader('Connection');
    request.on('error', (error) => settle({ kind: 'broken', fault: faultOf(error) }));
    request.once('connect', ({ statusCode = 0 }, _socket, early) => {
      if (statusCode < 200 || statusCode > 299) settle({ kind: 'denied', httpStatus: statusCode });
      else if (early.length > 0) settle({ kind: 'broken', fault: 'premature' });
      else settle({ kind: 'open', socket });
    });
    request.end();
  });
}

function faultOf(error: Error): TunnelFault {
  const name = errorNameOf(error) ?? '';
  if (name === 'ABORT_ERR') return 'aborted';
  if (name === 'HPE_HEADER_OVERFLOW') return 'too-large';
  return name.startsWith('HPE_') ? 'garbled' : 'closed';
}
