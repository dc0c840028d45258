import { AsyncResource } from 'node:async_hooks';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';

/** What is known of a request's progress; a refusal has arrived as far as it ever will. */
type Asked = Pick<IncomingMessage, 'complete'>;

/** How long a connection may wait for its caller. */
export interface Patience {
  /** For a request. */
  readonly idleMs: number;
  /** For a reader to take anything at all of an answer, and beyond that a second for every so many bytes of it. */
  readonly unreadMs: number;
  readonly unreadBytesPerSecond: number;
}

interface Turn {
  readonly asked: Asked;
  readonly begin: () => void;
}

/**
 * The requests of one connection, one after the other: the next begins when the answer before it has gone out. So a
 * connection holds one answer, however many were asked for and whether they are read or not; and no change overtakes
 * what was asked before it (RFC 9112, 9.3.2).
 */
export class Connection {
  /** The first is being answered. */
  private readonly turns: Turn[] = [];
  private last: { readonly request: IncomingMessage; readonly response: ServerResponse } | undefined;
  private ending = false;
  /** In which state it was found, and since when. */
  private still: { readonly state: string; readonly sinceMs: number } | undefined;

  constructor(
    private readonly socket: Socket,
    /** Beyond so many that wait for their answers the connection is cut. */
    private readonly mostUnanswered: number,
    private readonly onAnswered: () => void,
  ) {
    socket.once('close', () => this.turns.splice(0));
  }

  /** Nothing is under way here that would be lost: it idles, has not asked in full, or does not take its answer. */
  get isDispensable(): boolean {
    return this.turns[0]?.asked.complete !== true || this.socket.writableLength > 0;
  }

  /**
   * Whether it waits for its caller for too long, as far as this was looked at. What the caller sends does not count, only
   * what is answered and taken: bytes that are no request would keep it for ever. Half a request has a time of its own.
   */
  isStale(patience: Patience, nowMs = performance.now()): boolean {
    const { bytesWritten, writableLength } = this.socket;
    const idles = this.turns.length === 0;
    const state = `${idles ? 'idle' : 'asked'} after ${bytesWritten - writableLength} bytes`;
    if (this.still?.state !== state || !(idles || writableLength > 0)) {
      this.still = { state, sinceMs: nowMs };
      return false;
    }
    const unreadMs = patience.unreadMs + (writableLength / patience.unreadBytesPerSecond) * 1_000;
    return nowMs - this.still.sinceMs > (idles ? patience.idleMs : unreadMs);
  }

  take(request: IncomingMessage, response: ServerResponse, answer: () => void): void {
    // bytes of the same packet are still read after the cut
    if (this.socket.destroyed || this.ending) return;
    if (this.turns.length === this.mostUnanswered) {
      this.socket.destroy();
      return;
    }
    this.last = { request, response };
    response.once('finish', () => this.answered());
    // a turn comes with the end of the answer before: its context is not that of this request
    this.queue({ asked: request, begin: AsyncResource.bind(answer) });
  }

  /** Bytes that are no request, or not in time: answered after all that came before them, and the last thing here. */
  refuse(answer: string): void {
    const { last, ending } = this;
    if (ending) return;
    this.ending = true;
    if (last?.request.complete === false) {
      // they are the rest of a request that may have its answer already
      if (last.response.headersSent) {
        this.socket.destroy();
        return;
      }
      this.turns.pop();
    }
    this.queue({
      asked: { complete: true },
      begin: () => {
        this.socket.write(answer);
        this.socket.destroySoon();
      },
    });
  }

  /** Ends at once, or with the answer under way. */
  end(): void {
    this.ending = true;
    this.turns.splice(1);
    if (this.turns.length === 0) this.socket.destroy();
  }

  private queue(turn: Turn): void {
    this.turns.push(turn);
    if (this.turns.length === 1) turn.begin();
  }

  private answered(): void {
    this.turns.shift();
    // an idle connection keeps nothing
    if (this.last?.request.complete === true) this.last = undefined;
    // Node ends it with this answer
    if (!this.socket.writable) this.turns.splice(0);
    const [next] = this.turns;
    if (next) next.begin();
    else if (this.ending) this.socket.destroySoon();
    else this.onAnswered();
  }
}
