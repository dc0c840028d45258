import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyRequest } from 'fastify';
import { GatewayError } from '../shared/gateway-error.js';
import { IdentifyCaller } from './identify-caller.js';
import { setPrincipal } from './principal.js';
import { ACCESS, type Access } from './roles.js';

/** Stands before every route: without a mark, a route needs a key, or the session of an operator's browser. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identifyCaller: IdentifyCaller,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = await this.identifyCaller.execute(request);
    if (access === 'operator' && principal.role !== 'operator') throw new GatewayError('forbidden');
    setPrincipal(request, principal);
    return true;
  }
}
