import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Config, type RunningConfig } from '../config/config.js';
import { newId } from '../shared/ids.js';
import { OperatorSessionsRepository, type Person, type SessionRow } from './operator-sessions.repository.js';
import { type OperatorRole } from './permissions.js';

/** As long as a long shift. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** `p` begins a person's. The former version, which takes every session for an administrator's, reads none of these. */
const TOKEN = /^p?[A-Za-z0-9_-]{43}$/;
const TOKEN_BYTES = 32;

/** Somebody who signed in with the operator key, or as himself at the identity provider. */
export interface OperatorSession {
  readonly id: string;
  /** What the browser keeps in its cookie, and no script can read. */
  readonly token: string;
  /** What a request that changes something must carry beside the cookie; worth nothing without it. */
  readonly csrfToken: string;
  readonly expiresAt: Date;
  readonly role: OperatorRole;
  /** Null: whoever has the operator key. */
  readonly person: Person | null;
  /** Who it is in the audit trail; worth nothing to who reads it there. */
  readonly credential: string;
}

/**
 * A session is a row that its token leads to: it holds in every process and over restarts, and ends everywhere with the
 * row. The row has a MAC of the token under a key derived from the operator key, so another operator key ends all
 * sessions, and who reads the table can make no cookie of it.
 */
@Injectable()
export class OperatorSessions {
  private readonly key: Buffer;

  constructor(
    @Inject(Config) { operatorKey }: Pick<RunningConfig, 'operatorKey'>,
    @Inject(OperatorSessionsRepository)
    private readonly rows: Pick<OperatorSessionsRepository, 'add' | 'find' | 'remove'>,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', operatorKey, '', 'sectigo-gateway dashboard session', 32));
  }

  /** Whoever has the operator key may do everything. */
  start(): Promise<OperatorSession> {
    return this.add('', 'admin', null);
  }

  startAs(person: Person, role: OperatorRole): Promise<OperatorSession> {
    return this.add('p', role, person);
  }

  /** The session of a token; `undefined` if it is not ours or has ended. */
  async find(token: string): Promise<OperatorSession | undefined> {
    if (!TOKEN.test(token)) return undefined;
    const row = await this.rows.find(this.mac('session', token));
    return row && this.sessionOf(token, row);
  }

  /** Ends it for everybody who has its token; `undefined` if there was none. */
  async end(token: string): Promise<OperatorSession | undefined> {
    if (!TOKEN.test(token)) return undefined;
    const row = await this.rows.remove(this.mac('session', token));
    return row && this.sessionOf(token, row);
  }

  private async add(prefix: string, role: OperatorRole, person: Person | null): Promise<OperatorSession> {
    const token = prefix + randomBytes(TOKEN_BYTES).toString('base64url');
    const lastsMs = SESSION_SECONDS * 1_000;
    const row = { id: newId('ses'), tokenHash: this.mac('session', token), role, person, lastsMs };
    return this.sessionOf(token, await this.rows.add(row));
  }

  private sessionOf(token: string, { id, expiresAt, role, person }: SessionRow): OperatorSession {
    const credential = person ? `person:${person.name}` : `session:${id}`;
    return { id, token, csrfToken: this.mac('csrf', token), expiresAt, role, person, credential };
  }

  private mac(purpose: 'session' | 'csrf', token: string): string {
    return createHmac('sha256', this.key).update(`${purpose} ${token}`).digest('base64url');
  }
}

/** Whether what was given is what is expected; in constant time. */
export function isSame(given: string | undefined, expected: string): boolean {
  if (given === undefined) return false;
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
