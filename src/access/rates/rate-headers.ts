import { type RatePolicy, WINDOW_MS } from './rate-policy.js';
import { type RateState } from './request-rates.js';

/** `RateLimit` and `RateLimit-Policy` of draft-ietf-httpapi-ratelimit-headers. */
export function rateHeaders(
  { kind, quota }: RatePolicy,
  { remaining, waitMs }: RateState,
): Record<'ratelimit' | 'ratelimit-policy', string> {
  return {
    'ratelimit-policy': `"${kind}";q=${quota};w=${WINDOW_MS / 1_000}`,
    ratelimit: `"${kind}";r=${remaining};t=${Math.ceil(waitMs / 1_000)}`,
  };
}
