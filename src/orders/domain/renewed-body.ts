import { isJsonObject } from '../../shared/json-object.js';
import { type OrderDetails } from './order-details.js';

type Members = Readonly<Record<string, unknown>>;

/** What its null says is "send none", not "as if it had never been said". */
const NULL_IS_A_VALUE = 'issuanceEmail';

/**
 * The body of a new order: that of an earlier one with what is wished to be different. Sections are merged member by
 * member, and null removes one, as in a JSON merge patch (RFC 7396). The provisioning is taken as a whole or not at all:
 * of an order with a key in the caller's hardware nothing is taken, because nobody shall keep an old key without
 * noticing. The reference is one order's own.
 */
export function renewedBody(details: OrderDetails, wishes: unknown): unknown {
  if (wishes !== undefined && !isJsonObject(wishes)) return wishes;
  const { reference: _reference, provisioning, ...kept } = details;
  const { provisioning: wished, ...others } = wishes ?? {};
  const old = provisioning.method === 'remote' ? undefined : provisioning;
  return { ...(merge(kept, others) as Members), provisioning: wished === undefined ? old : wished };
}

function merge(old: unknown, wish: unknown): unknown {
  if (!isJsonObject(wish)) return wish;
  const merged = new Map(isJsonObject(old) ? Object.entries(old) : []);
  for (const [name, value] of Object.entries(wish)) {
    if (value === null && name !== NULL_IS_A_VALUE) merged.delete(name);
    else merged.set(name, merge(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}
