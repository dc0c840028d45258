import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Clock } from '../shared/clock.js';

/** As long as a long shift. */
export const SESSION_SECONDS = 12 * 60 * 60;

const TOKEN = /^(\d{10})\.([A-Za-z0-9_-]{22})\.[A-Za-z0-9_-]{43}$/;
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
 * Sessions that no process has to remember: a token is its end, an id, and a MAC of both under a key derived from the
 * operator key. So they hold in every process and over restarts, and another operator key ends all of them.
 */
export class OperatorSessions {
  private readonly key: Buffer;

  constructor(
    operatorKey: string,
    private readonly clock: Clock,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', operatorKey, '', 'sectigo-gateway dashboard session', 32));
  }

  start(): OperatorSession {
    const endsAt = Math.floor(this.clock.now().getTime() / 1_000) + SESSION_SECONDS;
    const content = `${endsAt}.${randomBytes(ID_BYTES).toString('base64url')}`;
    return this.sessionOf(`${content}.${this.mac('session', content)}`, content, endsAt);
  }

  /** The session of a token; `undefined` if it is not ours or has ended. */
  find(token: string): OperatorSession | undefined {
    const [, endsAt, id] = TOKEN.exec(token) ?? [];
    if (endsAt === undefined || id === undefined) return undefined;
    const content = `${endsAt}.${id}`;
    const isOurs = isSame(token, `${content}.${this.mac('session', content)}`);
    if (!isOurs || Number(endsAt) * 1_000 <= this.clock.now().getTime()) return undefined;
    return this.sessionOf(token, content, Number(endsAt));
  }

  private sessionOf(token: string, content: string, endsAt: number): OperatorSession {
    const id = content.slice(content.indexOf('.') + 1);
    const expiresAt = new Date(endsAt * 1_000);
    return { token, csrfToken: this.mac('csrf', content), expiresAt, credential: `session:${id}` };
  }

  private mac(purpose: 'session' | 'csrf', content: string): string {
    return createHmac('sha256', this.key).update(`${purpose} ${content}`).digest('base64url');
  }
}

/** Whether what was given is what is expected; in constant time. */
export function isSame(given: string | undefined, expected: string): boolean {
  if (given === undefined) return false;
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
