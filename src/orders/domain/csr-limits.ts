import { DER, type DerElement } from '../../shared/der.js';
import { type ErrorCode } from '../../shared/error-code.js';
import { textFlaw } from '../../shared/unicode-text.js';
import { type CsrOutline } from './csr-outline.js';

export interface CsrRefusal {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly detail: string;
}

export const refuse = (code: ErrorCode, detail: string): CsrRefusal => ({ ok: false, code, detail });

/** Far above what tools write. What a library does with these takes longer than they are long. */
const MOST = {
  names: 50,
  bytesOfName: 1_024,
  attributes: 32,
  extensions: 64,
  alternativeNames: 100,
  /** All of these together make fewer. */
  elements: 1_000,
};
const DNS_NAME = 0x82;

/** CSRs that are too expensive to parse, or have a subject that would be garbled. */
export function outlineRefusal(der: Buffer, outline: CsrOutline): CsrRefusal | undefined {
  const { elements, names, attributes, extensions, alternativeNames } = outline;
  const excess = (count: number, most: number, what: string): CsrRefusal | undefined =>
    count > most ? refuse('csr-not-decodable', `the CSR has more than ${most} ${what}`) : undefined;
  if (alternativeNames.length > MOST.alternativeNames && alternativeNames.some(({ tag }) => tag === DNS_NAME))
    return refuse('csr-domain-names-not-allowed', 'the CSR asks for DNS names');
  return (
    excess(names.length, MOST.names, 'names in its subject') ??
    excess(Math.max(0, ...names.map(lengthOf)), MOST.bytesOfName, 'bytes in a name of its subject') ??
    excess(attributes.length, MOST.attributes, 'attributes') ??
    excess(attributes.flatMap(({ values }) => values).length, MOST.attributes, 'values of attributes') ??
    excess(extensions.length, MOST.extensions, 'extensions') ??
    excess(alternativeNames.length, MOST.alternativeNames, 'alternative names') ??
    excess(elements, MOST.elements, 'parts') ??
    textRefusal(der, names)
  );
}

const lengthOf = ({ start, end }: DerElement): number => end - start;

/** Sectigo has no code for garbled text, so it is refused here. */
function textRefusal(der: Buffer, names: readonly DerElement[]): CsrRefusal | undefined {
  for (const name of names) {
    const text = decoded(name.tag, der.subarray(name.start, name.end));
    const flaw = text === undefined ? 'malformed-unicode' : textFlaw(text);
    if (flaw) return refuse('csr-not-decodable', `the subject of the CSR has a fault in its text: ${flaw}`);
  }
  return undefined;
}

/** undefined for bytes that are no text of the type that they claim to be. */
function decoded(tag: number, bytes: Buffer): string | undefined {
  try {
    switch (tag) {
      case DER.utf8String:
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      case DER.bmpString:
        return new TextDecoder('utf-16be', { fatal: true }).decode(bytes);
      case DER.universalString:
        return String.fromCodePoint(...utf32(bytes));
      default:
        return bytes.toString('latin1');
    }
  } catch {
    return undefined;
  }
}

function utf32(bytes: Buffer): number[] {
  return Array.from({ length: Math.ceil(bytes.length / 4) }, (_, at) => bytes.readUInt32BE(4 * at));
}
