import { type NewSession, type SessionRow } from '../../src/access/operator-sessions.repository.js';
import { type SettableClock } from './settable-clock.js';

/** The table of sessions, in memory. */
export class SessionRows {
  private readonly rows = new Map<string, SessionRow>();

  constructor(private readonly clock: SettableClock) {}

  add({ id, tokenHash, role, person, lastsMs }: NewSession): Promise<SessionRow> {
    const createdAt = new Date(this.clock.ms);
    const row = {
      id,
      role,
      person,
      createdAt,
      lastSeenAt: createdAt,
      expiresAt: new Date(this.clock.ms + lastsMs),
    };
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
