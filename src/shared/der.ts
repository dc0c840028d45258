/** The types that are looked for. */
export const DER = {
  integer: 0x02,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

const CONSTRUCTED = 0x20;
const LONG_TAG = 0x1f;

/** Where an element is, by its header alone: it may end behind the bytes that are there. */
export interface DerElement {
  readonly tag: number;
  readonly at: number;
  /** Of its content. */
  readonly start: number;
  readonly end: number;
}

export type DerRange = Pick<DerElement, 'start' | 'end'>;

/** The element that begins here; undefined without one: no header, a long tag, or a length that DER does not allow. */
export function derElement(bytes: Uint8Array, at: number): DerElement | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || (tag & LONG_TAG) === LONG_TAG) return undefined;
  if (first < 0x80) return { tag, at, start: at + 2, end: at + 2 + first };
  const size = first & 0x7f;
  const start = at + 2 + size;
  if (size < 1 || size > 4 || start > bytes.length) return undefined;
  const length = bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return { tag, at, start, end: start + length };
}

/** The elements of a range, as far as they can be read. */
export function* derElements(bytes: Uint8Array, { start, end }: DerRange): Generator<DerElement, void> {
  for (let at = start; at < end;) {
    const element = derElement(bytes, at);
    if (element === undefined || element.end > end) return;
    yield element;
    at = element.end;
  }
}

/** How many elements a range is made of, down to the last; undefined unless it is whole and no deeper than this. */
export function countDer(bytes: Uint8Array, range: DerRange, deepest: number): number | undefined {
  if (deepest < 0) return undefined;
  let count = 0;
  let end = range.start;
  for (const element of derElements(bytes, range)) {
    const inner = (element.tag & CONSTRUCTED) === 0 ? 0 : countDer(bytes, element, deepest - 1);
    if (inner === undefined) return undefined;
    count += 1 + inner;
    end = element.end;
  }
  return end === range.end ? count : undefined;
}
