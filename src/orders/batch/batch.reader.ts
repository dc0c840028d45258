import { refusePrivateKeys } from '../../http/validation/refuse-private-keys.js';
import { invalid, MOST_FAULTS, unknownField } from '../../http/validation/validation-faults.js';
import { type FieldFault } from '../../shared/gateway-error.js';
import { isJsonObject } from '../../shared/json-object.js';

export const MAX_BATCH = 500;

/** One order of a batch, as it came; its faults are in its own result. */
export interface BatchItem {
  readonly idempotencyKey: unknown;
  readonly order: unknown;
}

const ITEM: readonly (keyof BatchItem)[] = ['idempotencyKey', 'order'];

/** The orders of a batch; a fault of the envelope itself refuses all of it, before anything is placed. */
export function readBatch(body: unknown): BatchItem[] {
  if (!isJsonObject(body)) throw invalid([fault('', 'invalid-type', 'the body must be a JSON object')]);
  refusePrivateKeys(withoutOrders(body));
  const { orders } = body;
  const fields = [...unknownMembers(body, ['orders']), ...listFaults(orders)];
  if (fields.length > 0) throw invalid(fields);
  return (orders as Record<string, unknown>[]).map(({ idempotencyKey, order }) => ({
    idempotencyKey,
    order,
  }));
}

/** The orders themselves are looked into one by one. */
function withoutOrders(body: Record<string, unknown>): unknown {
  const { orders } = body;
  if (!Array.isArray(orders)) return body;
  return {
    ...body,
    orders: orders.map((item: unknown) => (isJsonObject(item) ? { ...item, order: undefined } : item)),
  };
}

function listFaults(orders: unknown): FieldFault[] {
  if (orders === undefined || orders === null) return [fault('/orders', 'required', 'is required')];
  if (!Array.isArray(orders)) return [fault('/orders', 'invalid-type', 'must be an array')];
  if (orders.length === 0 || orders.length > MAX_BATCH) {
    return [fault('/orders', 'out-of-range', `must have 1 to ${MAX_BATCH} orders`)];
  }
  const faults: FieldFault[] = [];
  for (const [at, item] of orders.entries()) {
    if (isJsonObject(item)) faults.push(...unknownMembers(item, ITEM, 'orders', String(at)));
    else faults.push(fault(`/orders/${at}`, 'invalid-type', 'must be an object'));
    if (faults.length > MOST_FAULTS) break;
  }
  return faults;
}

function unknownMembers(members: object, known: readonly string[], ...path: string[]): FieldFault[] {
  const unknown = Object.keys(members).filter((name) => !known.includes(name));
  return unknown.slice(0, MOST_FAULTS + 1).map((name) => unknownField(path, name));
}

function fault(pointer: string, code: string, detail: string): FieldFault {
  return { pointer, code, detail };
}
