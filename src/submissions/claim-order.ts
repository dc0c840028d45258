import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { SectigoClient } from '../sectigo/index.js';
import { AttemptMetrics } from './attempt-metrics.js';
import { AttemptRepository } from './attempt.repository.js';
import { type Claim } from './claim.query.js';
import { WORKER } from './worker-identity.js';

const FIRST_PAUSE_MS = 20;
/** However long it may take: an operator or another worker may open the way earlier. */
const LONGEST_PAUSE_MS = 1_000;
/** For another attempt to end, which may be at any moment. */
const LONGEST_PAUSE_FOR_OTHERS_MS = 200;

export interface ClaimedOrder {
  readonly claim: Claim;
  /** Fingerprint of the credentials that it was claimed for. */
  readonly login: string | null;
}

/**
 * Waits with an order until the limits let it pass. The job stays here meanwhile rather than going back and forth: what
 * holds this order holds all others too, so nobody is kept waiting by it.
 */
@Injectable()
export class ClaimOrder {
  constructor(
    private readonly attempts: AttemptRepository,
    private readonly sectigo: SectigoClient,
    private readonly metrics: AttemptMetrics,
  ) {}

  /** Null when there is nothing to send now, or the worker stops. */
  async execute(orderId: string, stopping: AbortSignal): Promise<ClaimedOrder | null> {
    for (let pauseMs = FIRST_PAUSE_MS; !stopping.aborted; pauseMs = pauseMs * 2) {
      const login = await this.sectigo.loginFingerprint();
      const answer = await this.attempts.claim({ orderId, worker: WORKER, login });
      if (answer.kind === 'claimed') {
        this.metrics.claimed(answer.claim);
        return { claim: answer.claim, login };
      }
      if (answer.kind === 'gone') return null;
      await untilStopping(stopping, pauseFor(answer.waitMs, pauseMs));
    }
    return null;
  }
}

function pauseFor(waitMs: number, pauseMs: number): number {
  return waitMs > 0
    ? Math.min(Math.ceil(waitMs), LONGEST_PAUSE_MS)
    : Math.min(pauseMs, LONGEST_PAUSE_FOR_OTHERS_MS);
}

async function untilStopping(stopping: AbortSignal, ms: number): Promise<void> {
  await pause(ms, undefined, { signal: stopping }).catch(() => undefined);
}
