import { type SessionRow } from '../../src/access/operator-sessions.repository.js';
import { type SettableClock } from './settable-clock.js';

/** The table of sessions, in memory. */
export class SessionRows {
  private readonly rows = new Map<string, SessionRow>();

  constructor(private readonly clock: SettableClock) {}

  add(id: string, tokenHash: string, forSeconds: number): Promise<SessionRow> {
    const row = { id, expiresAt: new Date(this.clock.ms + forSeconds * 1_000) };
    this.rows.set(tokenHash, row);
    return Promise.resolve(row);
  }

  find(tokenHash: string): Promise<SessionRow | undefined> {
    const row = this.rows.get(tokenHash);
    return Promise.resolve(row && row.expiresAt.getTime() > this.clock.ms ? row : undefined);
  }

  async remove(tokenHash: string): Promise<SessionRow | undefined> {
    const row = await this.find(tokenHash);
    this.rows.delete(tokenHash);
    return row;
  }
}
