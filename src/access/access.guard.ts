import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { GatewayError } from '../shared/gateway-error.js';
import { IdentifyCaller, isReading } from './identify-caller.js';
import { setPrincipal } from './principal.js';
import { LimitCalls } from './rates/limit-calls.js';
import { RATE_KIND, type RateKind } from './rates/rate-kind.js';
import { ACCESS, type Access } from './roles.js';

/**
 * Stands before every route: without a mark, a route needs a key, or the session of an operator's browser. Then the call
 * counts.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identifyCaller: IdentifyCaller,
    private readonly limitCalls: LimitCalls,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.markOf<Access>(ACCESS, context);
    if (access === 'public') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const principal = await this.identifyCaller.execute(request);
    const kind = isReading(request) ? 'reads' : (this.markOf<RateKind>(RATE_KIND, context) ?? 'changes');
    await this.limitCalls.execute(principal, kind, request, http.getResponse<FastifyReply>());
    if (access === 'operator' && principal.role !== 'operator') throw new GatewayError('forbidden');
    setPrincipal(request, principal);
    return true;
  }

  private markOf<T>(mark: symbol, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(mark, [context.getHandler(), context.getClass()]);
  }
}
