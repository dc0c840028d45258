import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyRequest } from 'fastify';
import { GatewayError } from '../shared/gateway-error.js';
import { Authenticate } from './authenticate.js';
import { isSame, OperatorSessions } from './operator-session.js';
import { OPERATOR, type Principal, setPrincipal } from './principal.js';
import { ACCESS, type Access } from './roles.js';
import { readSessionCookie } from './session-cookie.js';

const READING = new Set(['GET', 'HEAD']);

/** Stands before every route: without a mark, a route needs a key, or the session of an operator's browser. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticate: Authenticate,
    private readonly sessions: OperatorSessions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal =
      this.bySession(request) ??
      (await this.authenticate.byAuthorization(request.headers.authorization, request.ip));
    if (access === 'operator' && principal.role !== 'operator') throw new GatewayError('forbidden');
    setPrincipal(request, principal);
    return true;
  }

  /** A browser adds its cookie to whatever makes it send a request; what only our page knows must come with a change. */
  private bySession({ headers, method }: FastifyRequest): Principal | undefined {
    if (headers.authorization !== undefined) return undefined;
    const session = this.sessions.find(readSessionCookie(headers.cookie) ?? '');
    if (!session) return undefined;
    const csrfToken = headers['x-csrf-token'];
    const isMeant = READING.has(method) || isSame(csrfToken?.toString(), session.csrfToken);
    if (!isMeant)
      throw new GatewayError('forbidden', { detail: 'The X-CSRF-Token of the session is missing.' });
    return OPERATOR;
  }
}
