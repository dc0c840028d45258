import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyRequest } from 'fastify';
import { GatewayError } from '../shared/gateway-error.js';
import { Authenticate } from './authenticate.js';
import { setPrincipal } from './principal.js';
import { ACCESS, type Access } from './roles.js';

/** Stands before every route: without a mark, a route needs a key. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticate: Authenticate,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = await this.authenticate.byAuthorization(request.headers.authorization, request.ip);
    if (access === 'operator' && principal.role !== 'operator') throw new GatewayError('forbidden');
    setPrincipal(request, principal);
    return true;
  }
}
