import { X509Certificate } from 'node:crypto';
import { X509Certificates } from '@peculiar/x509';

export interface FoundCertificates {
  readonly certificates: readonly X509Certificate[];
  /** Whether there was something that could not be read. */
  readonly unreadable: boolean;
}

const MOST_CERTIFICATES = 10;
/** Of a PKCS#7, which takes a reader in JavaScript: many times what a chain needs. */
const MOST_PKCS7_BYTES = 64 * 1024;
/** The object identifier of signed data, as it is encoded at the beginning of a PKCS#7. */
const SIGNED_DATA = Buffer.from('06092a864886f70d010702', 'hex');
const PKCS7_HEAD_BYTES = 20;
const SEQUENCE = 0x30;
const INDEFINITE = 0x80;

/**
 * The certificates in texts of any form, in their order, with repeats: PEM, PKCS#7 with headers or
 * without, bare Base64 of either, Base64 of PEM, several behind each other; also after a form has taken plus signs or line
 * ends out of them.
 */
export function certificatesIn(texts: readonly string[]): FoundCertificates {
  const given = texts.filter((text) => text.trim() !== '');
  return joined(given.map((text) => readText(text, true)));
}

/** Each once, as many as are kept. */
export function distinct(...parts: readonly FoundCertificates[]): FoundCertificates {
  const found = joined(parts);
  const unlike = new Map(found.certificates.map((certificate) => [certificate.fingerprint256, certificate]));
  return {
    certificates: [...unlike.values()].slice(0, MOST_CERTIFICATES),
    unreadable: found.unreadable || unlike.size > MOST_CERTIFICATES,
  };
}

const UNREADABLE: FoundCertificates = { certificates: [], unreadable: true };

function joined(parts: readonly FoundCertificates[]): FoundCertificates {
  return {
    certificates: parts.flatMap(({ certificates }) => certificates),
    unreadable: parts.some(({ unreadable }) => unreadable),
  };
}

const BEGIN = '-----BEGIN ';
const END = '-----END ';
const DASHES = '-----';

/** Split, not matched: a pattern would look for the end of each of ten thousand beginnings. */
function readText(text: string, mayHoldPem: boolean): FoundCertificates {
  // line ends that JSON has escaped once too often
  const lines = text.replace(/\\[rn]/g, '\n');
  if (!lines.includes(BEGIN)) return joined(bareParts(lines).map((part) => readBase64(part, mayHoldPem)));
  const [, ...blocks] = lines.split(BEGIN);
  return joined(blocks.map(readBlock));
}

/** The text after `-----BEGIN `: `CERTIFICATE-----`, the block, its end, and the rest. */
function readBlock(block: string): FoundCertificates {
  const labelEnd = block.indexOf(DASHES);
  const end = block.indexOf(END);
  const isOurs = /CERTIFICATE|PKCS ?#?7|CMS/.test(block.slice(0, Math.max(labelEnd, 0)));
  return isOurs && end > labelEnd
    ? readBase64(block.slice(labelEnd + DASHES.length, end), false)
    : UNREADABLE;
}

/** Each ends with its padding, with an empty line, or with a sign that Base64 has not. */
function bareParts(text: string): string[] {
  const parts = text.split(/(?<==)\s*(?=[^=\s])|[^A-Za-z0-9+/=\s]+|\n\s*\n/);
  return parts.filter((part) => part.trim() !== '');
}

/**
 * A blank within Base64 is a `+` that a form has lost, and so may be one at its end; line ends may have been lost to blanks
 * as well.
 */
function readBase64(text: string, mayHoldPem: boolean): FoundCertificates {
  const withPlus = (given: string): string => given.replace(/[\r\n]/g, '').replaceAll(' ', '+');
  const whole = readBytes(Buffer.from(text.replace(/\s/g, ''), 'base64'), mayHoldPem);
  if (!whole.unreadable) return whole;
  for (const given of [text, text.trim()]) {
    const bereft = readBytes(Buffer.from(withPlus(given), 'base64'), mayHoldPem);
    if (!bereft.unreadable) return bereft;
  }
  return whole;
}

function readBytes(bytes: Buffer, mayHoldPem: boolean): FoundCertificates {
  if (mayHoldPem && bytes.includes(BEGIN)) return readText(bytes.toString('latin1'), false);
  const elements = elementsOf(bytes);
  return elements === null ? UNREADABLE : joined(elements.map(readElement));
}

/** The sequences that these bytes are, one behind the other; null when they are anything else, or nothing. */
function elementsOf(bytes: Buffer): Buffer[] | null {
  const elements: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = lengthOfElement(bytes.subarray(at));
    if (length === null || at + length > bytes.length) return null;
    elements.push(bytes.subarray(at, at + length));
    at += length;
  }
  return elements.length === 0 ? null : elements;
}

/** Head included. One of indefinite length is the last. */
function lengthOfElement(bytes: Buffer): number | null {
  const [tag, first] = bytes;
  if (tag !== SEQUENCE || first === undefined) return null;
  if (first < INDEFINITE) return 2 + first;
  const lengthBytes = first - INDEFINITE;
  if (lengthBytes === 0) return bytes.length;
  return lengthBytes <= 4 && bytes.length >= 2 + lengthBytes
    ? 2 + lengthBytes + bytes.readUIntBE(2, lengthBytes)
    : null;
}

function readElement(element: Buffer): FoundCertificates {
  const isPkcs7 = element.subarray(0, PKCS7_HEAD_BYTES).includes(SIGNED_DATA);
  const ders = isPkcs7 ? certificatesOfPkcs7(element) : [element];
  const certificates = ders.flatMap((der) => parse(der) ?? []);
  return { certificates, unreadable: certificates.length === 0 || certificates.length < ders.length };
}

function certificatesOfPkcs7(element: Buffer): Buffer[] {
  if (element.length > MOST_PKCS7_BYTES) return [];
  try {
    return [...new X509Certificates(element)].map(({ rawData }) => Buffer.from(rawData));
  } catch {
    return [];
  }
}

/** Node reads some certificates whose dates are invalid or cannot be stored. */
function parse(der: Buffer): X509Certificate | undefined {
  try {
    const certificate = new X509Certificate(der);
    const { notBefore, notAfter } = validityOf(certificate);
    const isKnown = [notBefore, notAfter].every((date) => !Number.isNaN(date.getTime()));
    return isKnown ? certificate : undefined;
  } catch {
    return undefined;
  }
}

/** With a year of four digits, which all of Node, JavaScript and Postgres write alike: 1 would become 2001. */
const DATE = /^[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2}(?:\.\d+)? [1-9]\d{3} GMT$/;

/** When it is valid; no date where that is before the year 1000. */
export function validityOf({ validFrom, validTo }: X509Certificate): { notBefore: Date; notAfter: Date } {
  const dateOf = (text: string): Date => new Date(DATE.test(text) ? text : Number.NaN);
  return { notBefore: dateOf(validFrom), notAfter: dateOf(validTo) };
}
