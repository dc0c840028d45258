import { Injectable } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';
import { GatewayError } from '../shared/gateway-error.js';
import { Authenticate } from './authenticate.js';
import { isSame, OperatorSessions } from './operator-session.js';
import { operator, type Principal } from './principal.js';
import { readSessionCookie } from './session-cookie.js';

/** What of a request says who sends it. */
export type Identification = Pick<FastifyRequest, 'headers' | 'method' | 'ip'>;

const READING = new Set(['GET', 'HEAD']);

export function isReading({ method }: Pick<FastifyRequest, 'method'>): boolean {
  return READING.has(method);
}

/** Who sends a request: by the key or token that it carries, or by the session of an operator's browser. */
@Injectable()
export class IdentifyCaller {
  constructor(
    private readonly authenticate: Authenticate,
    private readonly sessions: OperatorSessions,
  ) {}

  /** Throws as `Authenticate` does, and `forbidden` for a change that does not carry the token of its session. */
  async execute(request: Identification): Promise<Principal> {
    const { headers, ip } = request;
    return (await this.bySession(request)) ?? this.authenticate.byAuthorization(headers.authorization, ip);
  }

  /** A browser adds its cookie to whatever makes it send a request; what only our page knows must come with a change. */
  private async bySession(request: Identification): Promise<Principal | undefined> {
    const { headers } = request;
    if (headers.authorization !== undefined || headers.cookie === undefined) return undefined;
    const session = await this.sessions.find(readSessionCookie(headers.cookie) ?? '');
    if (!session) return undefined;
    const isMeant = isReading(request) || isSame(headers['x-csrf-token']?.toString(), session.csrfToken);
    if (!isMeant) {
      throw new GatewayError('forbidden', { detail: 'The X-CSRF-Token of the session is missing.' });
    }
    return operator(session.role, session.credential);
  }
}
