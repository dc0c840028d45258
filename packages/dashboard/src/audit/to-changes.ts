type State = Readonly<Record<string, unknown>> | null;

/** The old and new value of one member; undefined if there was none. */
export interface MemberChange {
  readonly name: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** What differs between before and after, as people read it. */
export function toChanges(before: State, after: State): MemberChange[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names]
    .map((name) => ({ name, from: textOf(before?.[name]), to: textOf(after?.[name]) }))
    .filter(({ from, to }) => from !== to);
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'all' : value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
