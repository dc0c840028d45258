import { setTimeout as pause } from 'node:timers/promises';
import { OrderNumberTaken } from '../attempt.repository.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/** Tries a write again while the database is away. After `forMs` the lease has run out, and others look after the order. */
export class RecordRetry {
  private readonly until: number;

  constructor(forMs: number) {
    this.until = Date.now() + forMs;
  }

  async run<T>(write: () => Promise<T>): Promise<T> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        return await write();
      } catch (error) {
        if (error instanceof OrderNumberTaken || Date.now() + pauseMs > this.until) throw error;
        await pause(pauseMs);
      }
    }
  }
}
