import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Config, type RunningConfig } from '../config/config.js';
import { OperatorSessionsRepository, type SessionRow } from './operator-sessions.repository.js';

/** As long as a long shift. */
export const SESSION_SECONDS = 12 * 60 * 60;

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const TOKEN_BYTES = 32;
const ID_BYTES = 16;

/** A person who signed in with the operator key. */
export interface OperatorSession {
  /** What the browser keeps in its cookie, and no script can read. */
  readonly token: string;
  /** What a request that changes something must carry beside the cookie; worth nothing without it. */
  readonly csrfToken: string;
  readonly expiresAt: Date;
  /** Names it in the audit trail; worth nothing to who reads it there. */
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

  async start(): Promise<OperatorSession> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const id = randomBytes(ID_BYTES).toString('base64url');
    return this.sessionOf(token, await this.rows.add(id, this.mac('session', token), SESSION_SECONDS));
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

  private sessionOf(token: string, { id, expiresAt }: SessionRow): OperatorSession {
    return { token, csrfToken: this.mac('csrf', token), expiresAt, credential: `session:${id}` };
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
