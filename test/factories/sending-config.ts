import { LEASE_MARGIN_MS, type SendingConfig } from '../../src/config/config.js';

/** Settings of a worker whose leases last that long. */
export function sendingConfig(
  leaseMs: number,
  changed: Partial<SendingConfig['submissions']> = {},
): SendingConfig {
  const submissions = {
    concurrency: 4,
    perMinute: 0,
    maxAttempts: 9,
    backoffMs: 1_000,
    holdProbeMs: 0,
    reconcileIntervalMs: 60_000,
    reconcileResubmit: 'never',
  } as const;
  return { submissions: { ...submissions, ...changed }, sectigoTimeoutMs: leaseMs - LEASE_MARGIN_MS };
}
