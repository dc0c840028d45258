import { pointerTo, UNKNOWN_FIELD } from '../../http/validation/validation-faults.js';
import { type FieldFault, GatewayError } from '../../shared/gateway-error.js';

export const MAX_BATCH = 500;

/** One order of a batch, as it came: what is wrong with it is said in its own result. */
export interface BatchItem {
  readonly idempotencyKey: unknown;
  readonly order: unknown;
}

/** The orders of a batch; a fault of the envelope itself refuses all of it, before anything is placed. */
export function readBatch(body: unknown): BatchItem[] {
  if (!isObject(body)) throw refused(fault('', 'invalid-type', 'the body must be a JSON object'));
  const { orders, ...others } = body;
  const fields = [...unknownMembers(others), ...listFaults(orders)];
  if (fields.length > 0) throw refused(...fields);
  return (orders as Record<string, unknown>[]).map(({ idempotencyKey, order }) => ({
    idempotencyKey,
    order,
  }));
}

function listFaults(orders: unknown): FieldFault[] {
  if (orders === undefined || orders === null) return [fault('/orders', 'required', 'is required')];
  if (!Array.isArray(orders)) return [fault('/orders', 'invalid-type', 'must be an array')];
  if (orders.length === 0 || orders.length > MAX_BATCH) {
    return [fault('/orders', 'out-of-range', `must have from 1 to ${MAX_BATCH} orders`)];
  }
  return orders.flatMap((item: unknown, at) => {
    if (!isObject(item)) return [fault(`/orders/${at}`, 'invalid-type', 'must be an object')];
    const { idempotencyKey: _key, order: _order, ...others } = item;
    return unknownMembers(others, 'orders', String(at));
  });
}

function unknownMembers(members: object, ...path: string[]): FieldFault[] {
  return Object.keys(members).map((name) => ({ pointer: pointerTo(...path, name), ...UNKNOWN_FIELD }));
}

function fault(pointer: string, code: string, detail: string): FieldFault {
  return { pointer, code, detail };
}

function refused(...fields: FieldFault[]): GatewayError {
  return new GatewayError('validation-failed', { fields });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
