import { type RetryPolicy } from './retry-policy.js';

/** What the configuration says about sending orders, as this folder needs it. */
export class SubmissionSettings {
  constructor(
    readonly concurrency: number,
    /** 0 = no limit. */
    readonly perMinute: number,
    readonly retry: RetryPolicy,
    /** 0 = never probe by itself. */
    readonly holdProbeMs: number,
    /** How long an attempt may be silent before others take its outcome for unknown. */
    readonly leaseMs: number,
  ) {}
}
