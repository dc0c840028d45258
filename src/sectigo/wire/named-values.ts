import { decodeText, decodeValue } from './reply-text.js';

/** Why the values of a reply cannot be told from each other. */
export type ValuesFault = 'not-a-reply' | 'contradictory';

export interface NamedValues {
  readonly kind: 'values';
  /** By name, in lower case. A name that comes with several values has them all in one, which no reader takes for an amount. */
  readonly values: ReadonlyMap<string, string>;
  /** Whether anything in it, however it is written and wherever it stands, may be an order's number. */
  readonly namesAnOrder: boolean;
}

/** What an order is known by: two values of one of these are none. */
const DECISIVE = ['errorcode', 'ordernumber'] as const;

/** What no text of this format has: it means that the body is something else. */
// eslint-disable-next-line no-control-regex
const FOREIGN = /[<>\u0000-\u001f\u007f]/;
const NAME = /^[A-Za-z0-9_][\w.[\]-]*$/;

/**
 * The values of a reply, URL-encoded (`errorCode=0&orderNumber=7`) or JSON. `text` has a character for each byte. Names that
 * unknown names do not matter; one that looks like the code or the number and says something else
 * does. Unless the text is `whole`, its last value may be cut short and is left out.
 */
export function valuesIn(text: string, whole: boolean): NamedValues | ValuesFault {
  // truncated JSON does not parse, so JSON proves itself to be complete
  if (text.startsWith('{')) return valuesOfJson(decodeText(text));
  const pairs = FOREIGN.test(text) ? null : pairsOf(text, whole);
  return pairs === null ? 'not-a-reply' : valuesOf(pairs);
}

interface Pair {
  /** As it is written. */
  readonly name: string;
  readonly value: string;
  /** Whether the end of the value may be missing. */
  readonly cut: boolean;
}

/** A segment without a name belongs to the value before it, whose ampersand was not encoded. Null: there is no value before. */
function pairsOf(text: string, whole: boolean): Pair[] | null {
  const segments = text.split('&');
  const pairs: { readonly name: string; value: string; end: number }[] = [];
  for (const [end, segment] of segments.entries()) {
    if (segment === '') continue;
    const name = nameOf(segment);
    const before = pairs.at(-1);
    if (name !== null) pairs.push({ name, value: segment.slice(name.length + 1), end });
    // the beginning of a name, for all that is known
    else if (before === undefined || (!whole && end === segments.length - 1)) return null;
    else Object.assign(before, { value: `${before.value}&${segment}`, end });
  }
  return pairs.map(({ name, value, end }) => ({
    name,
    value: decodeValue(value),
    cut: !whole && end === segments.length - 1 && !isProse(name),
  }));
}

function nameOf(segment: string): string | null {
  const length = segment.indexOf('=');
  const name = segment.slice(0, Math.max(length, 0));
  return NAME.test(name) || likenessOf(decodeValue(name)) !== null ? name : null;
}

/** What only people read may be cut short; it decides nothing about money. */
function isProse(name: string): boolean {
  return ['errormessage', 'errordetail'].includes(name.toLowerCase());
}

/** Whether a name is that of the code or the number but for case, digits, blanks and signs: `1_orderNumber`, `error_code`. */
function likenessOf(name: string): (typeof DECISIVE)[number] | null {
  const letters = name.toLowerCase().replace(/[^a-z]/g, '');
  return DECISIVE.find((decisive) => decisive === letters) ?? null;
}

function valuesOf(
  pairs: readonly Pair[],
  namesAnOrder = pairs.some(isOrderNumber),
): NamedValues | ValuesFault {
  const contradictory = DECISIVE.some((decisive) => {
    const alike = pairs.filter(({ name }) => likenessOf(decodeValue(name)) === decisive);
    return new Set(alike.map(({ value }) => value)).size > 1;
  });
  if (contradictory) return 'contradictory';
  const values = new Map<string, Set<string>>();
  for (const { name, value } of pairs.filter(({ cut }) => !cut)) {
    const key = name.toLowerCase();
    values.set(key, (values.get(key) ?? new Set()).add(value));
  }
  return {
    kind: 'values',
    values: new Map([...values].map(([name, all]) => [name, [...all].join('&')])),
    namesAnOrder,
  };
}

/** What a refusal says where another reply has the number. */
const NO_NUMBER = /^0*$/;

function isOrderNumber({ name, value }: Pair): boolean {
  return likenessOf(decodeValue(name)) === 'ordernumber' && !NO_NUMBER.test(value.trim());
}

function valuesOfJson(text: string): NamedValues | ValuesFault {
  const members = membersOf(text);
  if (members === null || hasOddNumber(text)) return 'not-a-reply';
  // also in what is nested, and of a name that comes twice, of which a parser keeps the last
  const likenesses = namesInJson(text).map(likenessOf);
  const repeated = DECISIVE.some(
    (decisive) => likenesses.filter((likeness) => likeness === decisive).length > 1,
  );
  if (repeated) return 'contradictory';
  const pairs = members.flatMap(([name, value]): Pair[] =>
    isPlain(value) ? [{ name, value: String(value), cut: false }] : [],
  );
  // also one that is nested, in a list, or no plain value; not one at the top that says that there is none
  const isEmpty = members.some(
    ([name, value]) =>
      likenessOf(name) === 'ordernumber' &&
      (value === null || (isPlain(value) && NO_NUMBER.test(String(value)))),
  );
  return valuesOf(pairs, likenesses.includes('ordernumber') && !isEmpty);
}

/** A number as amounts, codes and order numbers are never written: a reader may make another one of it. */
export function hasOddNumber(text: string): boolean {
  const numbers = text.replace(JSON_STRINGS, '').match(/-?[\d.][\d.eE+-]*/g) ?? [];
  return numbers.some((number) => !/^-?\d{1,15}(?:\.\d{1,6})?$/.test(number));
}

export function membersOf(text: string): [string, unknown][] | null {
  try {
    return Object.entries(JSON.parse(text) as object);
  } catch {
    return null;
  }
}

/** A number beyond what a double holds may have become another one. */
function isPlain(value: unknown): value is string | number | boolean {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  return typeof value === 'string' || typeof value === 'boolean';
}

/** A string of JSON, and the colon behind it if it is a name. */
const JSON_STRINGS = /("(?:[^"\\]|\\.)*")(\s*:)?/g;

/** Every name in a text that is JSON, of objects at any depth. */
export function namesInJson(text: string): string[] {
  return [...text.matchAll(JSON_STRINGS)].flatMap(([, string = '', colon]) =>
    colon === undefined ? [] : [JSON.parse(string) as string],
  );
}
