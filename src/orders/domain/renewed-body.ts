import { isJsonObject } from '../../shared/json-object.js';
import { type OrderDetails } from './order-details.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * The body of a new order: that of an earlier one with what is wished to be different. Sections are merged member by
 * member, as in a JSON merge patch (RFC 7396); a null stays where it was sent, because to the reader of orders it says that
 * there is none, or that no field has that name. Notes are no fields: of them null removes one. The provisioning is taken as a whole or not at all:
 * of an order with a key in the caller's hardware nothing is taken, because nobody shall keep an old key without
 * noticing. The reference is one order's own.
 */
export function renewedBody(details: OrderDetails, wishes: unknown): unknown {
  if (wishes !== undefined && !isJsonObject(wishes)) return wishes;
  const { reference: _reference, provisioning, ...kept } = details;
  const { provisioning: wished, ...others } = wishes ?? {};
  const old = provisioning.method === 'remote' ? undefined : provisioning;
  const { metadata, ...merged } = merge(kept, others) as Members;
  const notes = isJsonObject(metadata) ? withoutNulls(metadata) : metadata;
  return { ...merged, metadata: notes, provisioning: wished === undefined ? old : wished };
}

function merge(old: unknown, wish: unknown): unknown {
  if (!isJsonObject(wish)) return wish;
  const merged = new Map(isJsonObject(old) ? Object.entries(old) : []);
  for (const [name, value] of Object.entries(wish)) merged.set(name, merge(merged.get(name), value));
  return Object.fromEntries(merged);
}

const withoutNulls = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
