import { type NewOrder } from '../../src/orders/place/new-order.js';
import { newId } from '../../src/shared/ids.js';
import { ORDER_DETAILS } from './order-details.js';

/** A client of tests that have one. */
export const CLIENT_ID = 'cli_0';

/** Another certificate each time. */
export function aNewOrder(changes: Partial<NewOrder> = {}): NewOrder {
  const id = newId('ord');
  return {
    id,
    clientId: CLIENT_ID,
    limited: false,
    idempotencyKey: id,
    requestDigest: '',
    certificateDigest: `v1 ${id}`,
    meaningDigest: `v2 ${id}`,
    allowDuplicate: false,
    details: ORDER_DETAILS,
    csrSummary: null,
    traceparent: null,
    renewalOf: null,
    renewableVersions: null,
    ...changes,
  };
}
