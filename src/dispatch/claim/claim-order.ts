import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type SubmissionJob } from '../../orders/queue/submission-queue.js';
import { SectigoClient } from '../../sectigo/index.js';
import { AttemptMetrics } from '../attempt-metrics.js';
import { AttemptRepository } from '../attempt.repository.js';
import { type Claim } from './claim.query.js';
import { ClaimByTurns } from './claim-by-turns.js';
import { WORKER } from '../worker-identity.js';

const FIRST_PAUSE_MS = 20;
/** However long it may take: an operator or another worker may open the way earlier. */
const LONGEST_PAUSE_MS = 1_000;
/** For another attempt to end, which may be at any moment. */
const LONGEST_PAUSE_FOR_OTHERS_MS = 200;

export interface ClaimedOrder {
  readonly claim: Claim;
  /** Fingerprint of the credentials for the attempt. */
  readonly login: string | null;
}

/**
 * Waits until the limits let an order pass, and takes the one whose turn it is then: a job only says that there is
 * something to do. It stays here meanwhile rather than going back and forth: what holds this order holds all others too.
 */
@Injectable()
export class ClaimOrder {
  constructor(
    private readonly attempts: AttemptRepository,
    private readonly turns: ClaimByTurns,
    private readonly sectigo: SectigoClient,
    private readonly metrics: AttemptMetrics,
  ) {}

  /** Null when there is nothing to send now, or the worker stops. */
  async execute(
    { orderId, first = false }: SubmissionJob,
    stopping: AbortSignal,
  ): Promise<ClaimedOrder | null> {
    let itself = first;
    for (let pauseMs = FIRST_PAUSE_MS; !stopping.aborted;) {
      const login = await this.sectigo.loginFingerprint();
      const answer = itself
        ? await this.attempts.claim({ orderId, worker: WORKER, login })
        : await this.turns.next(login, stopping);
      switch (answer.kind) {
        case 'claimed':
          this.metrics.claimed(answer.claim);
          return { claim: answer.claim, login };
        case 'again':
          break;
        case 'gone':
          if (!itself) return null;
          itself = false;
          break;
        case 'busy':
          await untilStopping(stopping, pauseFor(answer.waitMs, pauseMs));
          pauseMs *= 2;
      }
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
