import { canonicalJson, sha256 } from '../../shared/canonical-json.js';
import { orderMeaning } from './order-meaning.js';
import { type OrderDetails } from './order-details.js';

/** Equal for equal requests in any key order: defines "the same body" for an idempotency key. */
export function requestDigest(body: unknown): string {
  return sha256(canonicalJson(body));
}

const NOTES = { reference: undefined, metadata: undefined, notifications: undefined };

/**
 * Equal for orders that would buy the same certificate, if they are written the same: everything but the caller's own
 * notes about it.
 */
export function certificateDigest(details: OrderDetails): string {
  return sha256(canonicalJson({ ...details, ...NOTES }));
}

/** Distinguishes this rule from later ones, and from `certificateDigest`. */
const RULE = 'v2';

/** Equal for orders that would buy the same certificate, however they are written. */
export function meaningDigest(details: OrderDetails): string {
  const { reference: _reference, ...order } = details;
  const meaning = orderMeaning({ ...order, metadata: {}, notifications: {} });
  return `${RULE}:${sha256(canonicalJson(meaning))}`;
}
