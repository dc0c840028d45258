import { createHash } from 'node:crypto';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { GatewayError } from '../../shared/gateway-error.js';
import { type Principal } from '../principal.js';
import { rateHeaders } from './rate-headers.js';
import { type RateKind } from './rate-kind.js';
import { type CallsPerMinute, policyFor } from './rate-policy.js';
import { type RequestRates } from './request-rates.js';

/** Counts a call, and tells in every answer what is left. */
export class LimitCalls {
  constructor(
    private readonly rates: RequestRates,
    private readonly perMinute: CallsPerMinute,
  ) {}

  /** Throws `rate-limit-reached`. */
  async execute(
    caller: Principal,
    kind: RateKind,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const policy = policyFor(kind, caller.role, this.perMinute);
    if (policy === null) return;
    const state = await this.rates.take(nameOf(caller), policy, callsOf(request));
    void reply.headers(rateHeaders(policy, state));
    if (state.allowed) return;
    const detail = `You have used up your quota of "${kind}": ${policy.quota} in ten minutes.`;
    throw new GatewayError('rate-limit-reached', { detail, retryAfterMs: state.waitMs });
  }
}

/** All keys of a client together; each operator by himself. Redis is clear text, and a token names a person. */
function nameOf({ role, clientId, credential }: Principal): string {
  return role === 'client' ? clientId : createHash('sha256').update(credential).digest('base64url');
}

/** Each order of a batch is one. */
function callsOf({ body }: FastifyRequest): number {
  const orders = typeof body === 'object' && body !== null && 'orders' in body ? body.orders : undefined;
  return Array.isArray(orders) ? Math.max(1, orders.length) : 1;
}
