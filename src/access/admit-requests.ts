import { Injectable, NotFoundException, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { GatewayError } from '../shared/gateway-error.js';
import { IdentifyCaller, isReading } from './identify-caller.js';
import { may } from './permissions.js';
import { principalOf, setPrincipal } from './principal.js';
import { LimitCalls } from './rates/limit-calls.js';
import { type Doorkeeper, type RateKind } from './route-marks.js';

/** Who gets to a route: by a key, a token or the session of an operator's browser. Then the call counts. */
@Injectable()
export class AdmitRequests {
  constructor(
    private readonly identifyCaller: IdentifyCaller,
    private readonly limitCalls: LimitCalls,
    private readonly modules: ModuleRef,
  ) {}

  /** Throws for whoever does not get in, by what the headers say: the body has not been read. */
  async execute(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (isForNobody(request)) throw new NotFoundException();
    const { access } = request.routeOptions.config;
    if (access === 'public') return;
    if (typeof access === 'function') {
      await this.doorkeeper(access).admit(request, reply);
      return;
    }
    const caller = await this.identifyCaller.execute(request);
    await this.limitCalls.begin(caller, kindOf(request), reply);
    if (access === undefined || !may(caller.role, access)) throw new GatewayError('forbidden');
    setPrincipal(request, caller);
  }

  /** Throws where there is none of this class. */
  doorkeeper(type: Type<Doorkeeper>): Doorkeeper {
    return this.modules.get(type, { strict: false });
  }

  /** Counts what only the body tells. */
  async countBody(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const caller = principalOf(request);
    const more = ordersIn(request) - 1;
    if (caller && more > 0) await this.limitCalls.goOn(caller, kindOf(request), more, reply);
  }
}

/** No route is there, or one whose path lacks a part: a body would be read in vain. */
function isForNobody({ is404, params }: FastifyRequest): boolean {
  return is404 || Object.entries(params ?? {}).some(([name, value]) => name !== '*' && value === '');
}

function kindOf(request: FastifyRequest): RateKind {
  return isReading(request) ? 'reads' : (request.routeOptions.config.rateKind ?? 'changes');
}

/** Each order of a batch is a call. */
function ordersIn({ body }: FastifyRequest): number {
  const orders = typeof body === 'object' && body !== null && 'orders' in body ? body.orders : undefined;
  return Array.isArray(orders) ? orders.length : 0;
}
