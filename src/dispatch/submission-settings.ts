import { type RetryPolicy } from '../gate/retry-policy.js';

/** When so many attempts in a row could not connect, nothing is sent for a while, and longer each time. */
export interface BreakerSettings {
  readonly failures: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

const BREAKER_FAILURES = 5;
/** In back-off pauses: 5 s and a minute by default. */
const FIRST_PAUSE = 5;
const LONGEST_PAUSE = 60;

/** What the configuration says about sending orders, as this folder needs it. */
export class SubmissionSettings {
  readonly breaker: BreakerSettings;

  constructor(
    /** Of all workers together. */
    readonly concurrency: number,
    /** Of all workers together; 0 = no limit. */
    readonly perMinute: number,
    readonly retry: RetryPolicy,
    /** 0 = never probe by itself. */
    readonly holdProbeMs: number,
    /** How long an attempt may be silent before others take its outcome for unknown. */
    readonly leaseMs: number,
  ) {
    this.breaker = {
      failures: BREAKER_FAILURES,
      firstPauseMs: retry.backoffMs * FIRST_PAUSE,
      longestPauseMs: retry.backoffMs * LONGEST_PAUSE,
    };
  }
}
