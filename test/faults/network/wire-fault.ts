/** What can be wrong with a network. Named as Toxiproxy names them, where it has the fault. */
export type WireFault =
  /** Bytes arrive so much later, in their order. */
  | { readonly kind: 'latency'; readonly ms: number; readonly jitterMs?: number }
  /** Connections are taken, no byte gets through; what waits goes on when the fault ends, as TCP would send it again. */
  | { readonly kind: 'black-hole' }
  /** Every connection, old or new, ends in a TCP reset. */
  | { readonly kind: 'reset' }
  /** Nobody listens: connections are refused, those that were open are reset. */
  | { readonly kind: 'refuse' }
  /** An end of the stream is passed on only so much later. */
  | { readonly kind: 'slow-close'; readonly ms: number }
  /** After so many bytes in one direction the connection is closed on both sides. */
  | { readonly kind: 'cut'; readonly afterBytes: number };

export type Direction = 'to-server' | 'to-client';

/**
 * Looks at the bytes on their way. Null lets the chunk pass; a number lets so many of its bytes pass and holds this
 * direction of the connection from there on.
 */
export type Tap = (chunk: Buffer, direction: Direction, connection: number) => number | null;

/** Longer than any text that a tap looks for, so that one split over two chunks is found as well. */
const OVERLAP = 128;

/** Holds the chunk that completes this text on its way to the server. */
export function whenSent(text: string): Tap {
  const contains = textFinder(text);
  return (chunk, direction, connection) =>
    direction === 'to-server' && contains(chunk, connection) ? 0 : null;
}

/** Lets this text through to the server and holds what the server answers. */
export function whenAnswered(text: string): Tap {
  const contains = textFinder(text);
  const asked = new Set<number>();
  return (chunk, direction, connection) => {
    if (direction === 'to-client') return asked.has(connection) ? 0 : null;
    if (contains(chunk, connection)) asked.add(connection);
    return null;
  };
}

/** Lets this share of the body of a request to this path through, from 0 to 1, and holds the rest; the head goes before it. */
export function whenBodySent(path: string, share: number): Tap {
  const sent = new Map<number, Buffer>();
  return (chunk, direction, connection) => {
    if (direction === 'to-client') return null;
    const before = sent.get(connection) ?? Buffer.alloc(0);
    const all = Buffer.concat([before, chunk]);
    sent.set(connection, all);
    const head = all.indexOf('\r\n\r\n');
    const headers = all.subarray(0, Math.max(head, 0)).toString('latin1');
    const length = /content-length: (\d+)/i.exec(headers)?.[1];
    if (length === undefined || !headers.includes(path)) return null;
    const until = head + 4 + Math.floor(Number(length) * share);
    return all.length >= until ? Math.max(until - before.length, 0) : null;
  };
}

function textFinder(text: string): (chunk: Buffer, connection: number) => boolean {
  const tails = new Map<number, Buffer>();
  return (chunk, connection) => {
    const seen = Buffer.concat([tails.get(connection) ?? Buffer.alloc(0), chunk]);
    tails.set(connection, seen.subarray(-OVERLAP));
    return seen.includes(text);
  };
}
