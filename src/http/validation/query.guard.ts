import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/internal';
import { type FastifyRequest } from 'fastify';
import { refusePrivateKeys } from './refuse-private-keys.js';
import { invalid, isEndless, pointerTo } from './validation-faults.js';

/** A route that takes no query refuses one: a misspelt or misplaced parameter would otherwise be ignored in silence. */
@Injectable()
export class QueryGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const names = Object.keys(request.query as object);
    if (names.length === 0 || takesQuery(context)) return true;
    refusePrivateKeys(request.query);
    const fault = { code: 'unknown-field', detail: 'is not a parameter of this resource' };
    throw invalid(names.map((name) => ({ pointer: isEndless(name) ? '' : pointerTo(name), ...fault })));
  }
}

function takesQuery(context: ExecutionContext): boolean {
  const args = (Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) ??
    {}) as object;
  return Object.keys(args).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
}
