import { once } from 'node:events';
import { type Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { sequenceId } from '../../shared/sequence-id.js';
import { type EventFilter, type EventRow } from '../../events/event-log.query.js';
import { toEventResponse } from './events.dto.js';
import { type EventTail } from './event-tail.js';

export interface StreamTiming {
  readonly heartbeatMs: number;
  /** How long a reader may take nothing before it is given up. */
  readonly drainWithinMs: number;
  /** How often it is asked whether the caller may still read. */
  readonly recheckMs: number;
}

const RECONNECT_AFTER_MS = 2_000;
const READ_AGAIN_AFTER_MS = 1_000;

/** Server-sent events to one caller. It reads on only when the caller has taken what was written: nothing piles up. */
export class EventStream {
  private readonly ended = new AbortController();
  private checkedAt = Date.now();
  private wroteAt = Date.now();

  constructor(
    private readonly out: Writable,
    private readonly tail: Pick<EventTail, 'read' | 'advanced'>,
    private readonly timing: StreamTiming,
    private readonly mayRead: () => Promise<boolean>,
  ) {
    out.once('close', () => this.end());
    // a connection that breaks is also closed
    out.on('error', () => undefined);
  }

  end(): void {
    this.ended.abort();
  }

  /** Resolves when the stream has ended, whoever ended it. */
  async run(filter: EventFilter, after: bigint): Promise<void> {
    try {
      // an id without an event: a caller whose connection breaks before the first event resumes from here
      await this.write(`id: ${sequenceId('evt', after)}\nretry: ${RECONNECT_AFTER_MS}\n\n`);
      await this.writeEvents(filter, after);
      this.out.end();
    } catch {
      // it took nothing for too long, or it is gone; it resumes after the last id that it got
      this.out.destroy();
    }
  }

  private async writeEvents(filter: EventFilter, after: bigint): Promise<void> {
    const { signal } = this.ended;
    let position = after;
    while (await this.goesOn()) {
      const batch = await this.tail.read(filter, position).catch(() => null);
      if (batch === null) {
        await pause(READ_AGAIN_AFTER_MS, undefined, { signal }).catch(() => undefined);
        continue;
      }
      for (const event of batch.events) await this.write(toMessage(event));
      position = batch.upTo;
      await this.tail.advanced(position, Math.min(this.quietForMs(), this.uncheckedForMs()), signal);
      if (this.quietForMs() === 0 && !signal.aborted) await this.write(': heartbeat\n\n');
    }
  }

  /** How long it may still be silent. What happens to others moves the log on, but a reader does not hear of it. */
  private quietForMs(): number {
    return Math.max(0, this.wroteAt + this.timing.heartbeatMs - Date.now());
  }

  /** How long nobody asks again whether its caller may still read. */
  private uncheckedForMs(): number {
    return Math.max(0, this.checkedAt + this.timing.recheckMs - Date.now());
  }

  private async goesOn(): Promise<boolean> {
    if (this.ended.signal.aborted) return false;
    if (this.uncheckedForMs() > 0) return true;
    this.checkedAt = Date.now();
    return this.mayRead();
  }

  private async write(text: string): Promise<void> {
    this.wroteAt = Date.now();
    if (this.out.write(text)) return;
    const tooLong = AbortSignal.timeout(this.timing.drainWithinMs);
    await once(this.out, 'drain', { signal: AbortSignal.any([this.ended.signal, tooLong]) });
  }
}

function toMessage(event: EventRow): string {
  const response = toEventResponse(event);
  return `id: ${response.id}\nevent: ${response.type}\ndata: ${JSON.stringify(response)}\n\n`;
}
