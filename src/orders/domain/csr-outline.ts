import { countDer, DER, type DerElement, derElements, type DerRange } from '../../shared/der.js';

/** Where the parts of a certification request are (RFC 2986), found by the headers of its elements alone. */
export interface CsrOutline {
  /** How many there are of any kind; the bytes within an OCTET STRING are not counted. */
  readonly elements: number;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Buffer;
  /** The values of the subject's attributes. */
  readonly names: readonly DerElement[];
  readonly attributes: readonly CsrAttribute[];
  readonly extensions: readonly DerElement[];
  readonly alternativeNames: readonly DerElement[];
}

interface CsrAttribute {
  readonly type: string;
  readonly values: readonly DerElement[];
}

const DEEPEST = 20;

/** Where a request asks for extensions: 1.2.840.113549.1.9.14, and Microsoft's 1.3.6.1.4.1.311.2.1.14. */
const EXTENSION_REQUESTS = ['2a864886f70d01090e', '2b060104018237020114'];
const SUBJECT_ALTERNATIVE_NAME = '551d11';

/** undefined if it is not a certification request in DER. */
export function outlineOf(der: Buffer): CsrOutline | undefined {
  const all: DerRange = { start: 0, end: der.length };
  const elements = countDer(der, all, DEEPEST);
  if (elements === undefined) return undefined;
  const within = (range: DerRange | undefined): DerElement[] => (range ? [...derElements(der, range)] : []);
  const typeOf = (typed: DerElement): string => {
    const [type] = within(typed);
    return type?.tag === DER.oid ? der.toString('hex', type.start, type.end) : '';
  };

  const [request, ...others] = within(all);
  const [info] = within(request);
  const [version, subject, publicKey, requested] = within(info);
  if (others.length > 0 || version?.tag !== DER.integer || publicKey === undefined) return undefined;

  const attributes = within(requested).map((attribute) => ({
    type: typeOf(attribute),
    values: within(within(attribute)[1]),
  }));
  const extensions = attributes
    .filter(({ type }) => EXTENSION_REQUESTS.includes(type))
    .flatMap(({ values }) => values.flatMap(within));
  return {
    elements,
    publicKey: der.subarray(publicKey.at, publicKey.end),
    names: within(subject)
      .flatMap(within)
      .flatMap((named) => within(named)[1] ?? []),
    attributes,
    extensions,
    alternativeNames: extensions
      .filter((extension) => typeOf(extension) === SUBJECT_ALTERNATIVE_NAME)
      .flatMap((extension) => within(within(extension).at(-1)).flatMap(within)),
  };
}
