import { canonicalJson, sha256 } from '../../shared/canonical-json.js';
import { type OrderDetails } from './order-details.js';

/** Equal for equal requests, whatever the order of their keys: what "the same body" means for an idempotency key. */
export function requestDigest(body: unknown): string {
  return sha256(canonicalJson(body));
}

const NOTES = { reference: undefined, metadata: undefined, notifications: undefined };

/** Equal for orders that would buy the same certificate: everything but the caller's own notes about it. */
export function certificateDigest(details: OrderDetails): string {
  return sha256(canonicalJson({ ...details, ...NOTES }));
}
