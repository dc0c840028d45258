import { words } from '../parts/format';

/** The leaves of a nested object as names and values; `verbatim` keeps the names unchanged. */
export function toFacts(
  value: object,
  verbatim = false,
  path: readonly string[] = [],
): (readonly [string, string])[] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    const here = [...path, name];
    if (typeof member === 'object' && member !== null) return toFacts(member, verbatim, here);
    const label = verbatim ? here.join('.') : here.map(words).join(', ');
    return member === null || member === undefined ? [] : [[label, shown(member)] as const];
  });
}

function shown(value: unknown): string {
  return typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value);
}
