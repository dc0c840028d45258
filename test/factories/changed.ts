/** A copy of the order with the value at the JSON pointer replaced; `undefined` takes the member out. */
export function changed(
  order: Record<string, unknown>,
  pointer: string,
  value: unknown,
): Record<string, unknown> {
  const copy = structuredClone(order);
  const names = pointer.slice(1).split('/');
  const last = names.pop() ?? '';
  let target = copy;
  for (const name of names) target = (target[name] ??= {}) as Record<string, unknown>;
  if (value === undefined) delete target[last];
  else target[last] = value;
  return copy;
}
