const SINGLE = [
  'q',
  'certificateType',
  'clientId',
  'test',
  'createdAfter',
  'createdBefore',
  'expiresBefore',
  'mismatched',
  'certificateId',
] as const;

/** The list's filters. They are all in the address, so a list can be sent to a colleague. */
export type OrderFilters = { readonly status: readonly string[] } & {
  readonly [name in (typeof SINGLE)[number]]?: string;
};

export function filtersIn(query: URLSearchParams): OrderFilters {
  const given = SINGLE.flatMap((name) => {
    const value = query.get(name);
    return value ? [[name, value] as const] : [];
  });
  return { status: query.getAll('status'), ...Object.fromEntries(given) };
}

export function toQuery({ status, ...single }: OrderFilters): URLSearchParams {
  const query = new URLSearchParams(status.map((one) => ['status', one]));
  for (const [name, value] of Object.entries(single)) if (value) query.set(name, value);
  return query;
}
