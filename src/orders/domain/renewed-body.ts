import { isJsonObject } from '../../shared/json-object.js';
import { type OrderDetails } from './order-details.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * The body of a new order: that of an earlier one, with the wishes of the caller. Sections are merged member by member, as in a
 * JSON merge patch (RFC 7396). A null stays where it was sent: the reader of orders takes the field for absent, and refuses a
 * name that it does not know. In `metadata` null removes an entry. The provisioning is taken as a whole or not at all: where the
 * key is in the caller's hardware nothing is taken, so that nobody keeps an old key without noticing. The reference is one
 * order's own.
 */
export function renewedBody(details: OrderDetails, wishes: unknown): unknown {
  if (wishes !== undefined && !isJsonObject(wishes)) return wishes;
  const { reference: _reference, provisioning, ...kept } = details;
  const { provisioning: wished, ...others } = wishes ?? {};
  const old = provisioning.method === 'remote' ? undefined : provisioning;
  const { metadata, ...merged } = merge(kept, others) as Members;
  const entries = isJsonObject(metadata) ? withoutNulls(metadata) : metadata;
  return { ...merged, metadata: entries, provisioning: wished === undefined ? old : wished };
}

function merge(old: unknown, wish: unknown): unknown {
  if (!isJsonObject(wish)) return wish;
  const merged = new Map(isJsonObject(old) ? Object.entries(old) : []);
  for (const [name, value] of Object.entries(wish)) merged.set(name, merge(merged.get(name), value));
  return Object.fromEntries(merged);
}

const withoutNulls = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
