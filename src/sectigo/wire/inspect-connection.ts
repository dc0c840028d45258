import { request } from 'node:http';
import { type Socket } from 'node:net';
import { type PeerCertificate, TLSSocket } from 'node:tls';
import { type ConnectFailure, type Destination, openConnection } from './connection.js';
import { Deadline } from './deadline.js';

export interface ConnectionFacts {
  readonly kind: 'connected';
  /** Of the other end: the proxy's where there is one. */
  readonly address: string;
  /** Of our side: what a gateway behind NAT is not seen by. */
  readonly localAddress: string;
  /** Null without TLS. */
  readonly tls: PeerFacts | null;
  /** The clock of the other side; null when it does not tell. */
  readonly serverTime: Date | null;
}

export interface PeerFacts {
  /** Such as `TLSv1.3`. */
  readonly protocol: string;
  readonly subject: string;
  readonly issuers: readonly string[];
  readonly validTo: Date;
}

/** Connects as every command does, and asks for the head of the page at the base: nothing of the account is sent. */
export async function inspectConnection(
  destination: Destination,
  timeoutMs: number,
): Promise<ConnectionFacts | ConnectFailure> {
  const deadline = new Deadline(timeoutMs);
  const connection = await openConnection(destination, deadline);
  if (connection.kind === 'failed') {
    deadline.clear();
    return connection;
  }
  const { socket } = connection;
  try {
    const facts = {
      kind: 'connected',
      address: socket.remoteAddress ?? '',
      localAddress: socket.localAddress ?? '',
      tls: socket instanceof TLSSocket ? peerOf(socket) : null,
    } as const;
    return { ...facts, serverTime: await serverTimeOf(destination.url, socket, deadline.signal) };
  } finally {
    deadline.clear();
    socket.destroy();
  }
}

function peerOf(socket: TLSSocket): PeerFacts {
  const certificate = socket.getPeerCertificate(true);
  return {
    protocol: socket.getProtocol() ?? '',
    subject: nameOf(certificate.subject),
    issuers: issuersOf(certificate),
    validTo: new Date(certificate.valid_to),
  };
}

/** From the certificate up to the root, which is its own issuer. */
function issuersOf(certificate: PeerCertificate & { issuerCertificate?: PeerCertificate }): string[] {
  const issuer = nameOf(certificate.issuer);
  const next = certificate.issuerCertificate;
  const isRoot = next === undefined || next.fingerprint256 === certificate.fingerprint256;
  return isRoot ? [issuer] : [issuer, ...issuersOf(next)];
}

function nameOf({ CN, O }: PeerCertificate['subject']): string {
  return [CN, O].flat().find((part) => part !== undefined && part !== '') ?? '(no name)';
}

function serverTimeOf(url: URL, socket: Socket, signal: AbortSignal): Promise<Date | null> {
  return new Promise((resolve) => {
    const head = request(
      { method: 'HEAD', path: url.pathname, host: url.hostname, createConnection: () => socket, signal },
      ({ headers: { date } }) => {
        const time = date === undefined ? null : new Date(date);
        resolve(time === null || Number.isNaN(time.getTime()) ? null : time);
      },
    );
    head.once('error', () => resolve(null));
    head.once('close', () => resolve(null));
    head.end();
  });
}
