import { Injectable } from '@nestjs/common';
import { type Principal } from '../../access/principal.js';
import { readIdempotencyKey, withoutQuotes } from '../domain/idempotency-key.js';
import { isStorageFault } from '../../platform/prisma/storage-fault.js';
import { GatewayError } from '../../shared/gateway-error.js';
import { foldText } from '../../shared/unicode-text.js';
import { type BatchItem } from './batch.reader.js';
import { inLanes } from './in-lanes.js';
import { type AcceptedOrder, PlaceOrder } from '../place/place-order.js';

/** Connections are shared with every other request: a batch takes less than half of a small pool. */
const LANES = 4;

export type BatchOutcome = { readonly accepted: AcceptedOrder } | { readonly error: unknown };

/** Places orders one by one, each as it would be placed alone. */
@Injectable()
export class PlaceBatch {
  constructor(private readonly placeOrder: PlaceOrder) {}

  async execute(caller: Principal, items: readonly BatchItem[]): Promise<BatchOutcome[]> {
    let storageIsAway = false;
    return inLanes(items, LANES, tagsOf, async ({ idempotencyKey, order }) => {
      try {
        // each would wait for a connection: the caller would be gone before the last has given up
        if (storageIsAway) throw new GatewayError('storage-unavailable');
        const key = readIdempotencyKey(idempotencyKey);
        return { accepted: await this.placeOrder.execute({ caller, idempotencyKey: key, body: order }) };
      } catch (error) {
        storageIsAway ||=
          error instanceof GatewayError ? error.code === 'storage-unavailable' : isStorageFault(error);
        return { error };
      }
    });
  }
}

/**
 * Equal for orders that could stand in each other's way by one of the three guards: of these, the first of the batch
 * must come first. The same certificate is always for the same person of the same organization.
 */
function tagsOf({ idempotencyKey, order }: BatchItem): string[] {
  const { reference, organization, applicant } = membersOf(order);
  const { email, firstName, lastName } = membersOf(applicant);
  const key = typeof idempotencyKey === 'string' ? withoutQuotes(idempotencyKey) : idempotencyKey;
  const holder = [membersOf(organization)['name'], email, firstName, lastName].map((part) =>
    typeof part === 'string' ? foldText(part) : null,
  );
  return [{ key }, ...(typeof reference === 'string' ? [{ reference }] : []), { holder }].map((tag) =>
    JSON.stringify(tag),
  );
}

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
