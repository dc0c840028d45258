import { hasOddNumber, membersOf, namesInJson } from '../wire/named-values.js';

/** Rows, and the items of a row. */
const DEEPEST = 2;

/**
 * The same names as in the other format: the one list of objects has the rows, and a list within a row its items. Which names
 * JSON has is published nowhere, so `noOfResults` must count the rows there as well.
 */
export function fieldsOfJson(text: string): ReadonlyMap<string, string> | 'not-a-report' | 'contradictory' {
  const members = membersOf(text);
  if (members === null || hasOddNumber(text)) return 'not-a-report';
  const lists = members.filter(([, value]) => Array.isArray(value));
  if (lists.length > 1) return 'not-a-report';
  const values = valuesOf('', Object.fromEntries(members), 0);
  if (values === null) return 'not-a-report';
  const fields = new Map(values.map(([name, value]) => [name.toLowerCase(), value]));
  const isRepeated =
    fields.size < values.length || namesInJson(text).length > namesIn(Object.fromEntries(members));
  return isRepeated ? 'contradictory' : fields;
}

/** Of an object and of what its lists contain, with numbers before their names; null where it is built otherwise. */
function valuesOf(prefix: string, object: object, depth: number): [string, string][] | null {
  const values: [string, string][] = [];
  for (const [name, value] of Object.entries(object)) {
    if (value === null) continue;
    if (typeof value !== 'object') values.push([`${prefix}${name}`, String(value)]);
    else if (!Array.isArray(value) || depth === DEEPEST) return null;
    else
      for (const [index, item] of (value as unknown[]).entries()) {
        const nested = isRecord(item) ? valuesOf(`${prefix}${index + 1}_`, item, depth + 1) : null;
        if (nested === null) return null;
        values.push(...nested);
      }
  }
  return values;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How many names there are, of which a parser keeps the last where one comes twice. */
function namesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, member) => sum + namesIn(member), own);
}
