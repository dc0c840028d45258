/** The universal types that are looked for. */
export const DER = { integer: 0x02, octetString: 0x04, oid: 0x06, sequence: 0x30, set: 0x31 } as const;

/** Where an element is, by its header alone: it may end behind the bytes that are there. */
export interface DerElement {
  readonly tag: number;
  readonly at: number;
  /** Of what is within it. */
  readonly start: number;
  readonly end: number;
}

/** The element that begins here; undefined where there is none: no header, a long tag, or a length that DER does not have. */
export function derElement(bytes: Uint8Array, at: number): DerElement | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  if (first < 0x80) return { tag, at, start: at + 2, end: at + 2 + first };
  const size = first & 0x7f;
  const start = at + 2 + size;
  if (size < 1 || size > 4 || start > bytes.length) return undefined;
  const length = bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return { tag, at, start, end: start + length };
}

/** All elements from here to there; undefined when they do not fill it, or are more than wanted. */
export function derElements(
  bytes: Uint8Array,
  { start, end }: Pick<DerElement, 'start' | 'end'>,
  most: number,
): DerElement[] | undefined {
  const found: DerElement[] = [];
  for (let at = start; at < end;) {
    const element = derElement(bytes, at);
    if (element === undefined || element.end > end || found.length === most) return undefined;
    found.push(element);
    at = element.end;
  }
  return found;
}
