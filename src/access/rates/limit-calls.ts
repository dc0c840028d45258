import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type FastifyReply } from 'fastify';
import { Config } from '../../config/config.js';
import { type Connection, PRODUCER_CONNECTION } from '../../platform/queues/connection.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { callerOf, type Principal } from '../principal.js';
import { type RateKind } from '../route-marks.js';
import { policyFor } from './rate-policy.js';
import { rateHeaders, RequestRates } from './request-rates.js';
import { SharedBuckets } from './shared-buckets.js';

const nowMs = (): number => performance.now();

/** Counts a call, and tells in every answer what is left. */
@Injectable()
export class LimitCalls {
  private readonly rates: RequestRates;

  constructor(
    @Inject(PRODUCER_CONNECTION) { redis }: Connection,
    private readonly config: Config,
  ) {
    this.rates = new RequestRates(new SharedBuckets(redis, config.queuePrefix, nowMs), nowMs);
  }

  /** Throws `rate-limit-reached`. */
  async begin(caller: Principal, kind: RateKind, reply: FastifyReply): Promise<void> {
    const policy = policyFor(kind, caller.role, this.config.callsPerMinute);
    if (policy === null) return;
    const state = await this.rates.take(nameOf(caller), policy);
    void reply.headers(rateHeaders(policy, state));
    if (state.allowed) return;
    const detail = `You have used up your quota of "${kind}": ${policy.quota} in ten minutes.`;
    throw new GatewayError('rate-limit-reached', { detail, retryAfterMs: state.waitMs });
  }

  /** A call that has begun turns out to be so many more. */
  async goOn(caller: Principal, kind: RateKind, calls: number, reply: FastifyReply): Promise<void> {
    const policy = policyFor(kind, caller.role, this.config.callsPerMinute);
    if (policy === null) return;
    const state = await this.rates.owe(nameOf(caller), policy, calls);
    void reply.headers(rateHeaders(policy, state));
  }
}

/** Redis is clear text, and a token names a person. */
function nameOf(caller: Principal): string {
  const name = callerOf(caller);
  return caller.role === 'client' ? name : createHash('sha256').update(name).digest('base64url');
}
