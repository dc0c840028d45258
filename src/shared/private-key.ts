import { DER, type DerElement, derElement } from './der.js';

/** The armour of PEM, OpenSSH, SSH2 and PGP, also as forms spell blanks; what is within the files of OpenSSH and PuTTY. */
const MARKS = /PRIVATE(?:\s|\+|%20)+KEY|openssh-key-v1|PuTTY-User-Key-File|Private-Lines:/;
/** A JSON Web Key with its private part. */
const JWK_PRIVATE_PART = /"d"\s*:\s*"[\w-]{20,}"/;

/** Shorter text has no room for a key, in whatever encoding. */
const SHORTEST = 48;
const SHORTEST_MARK = 'PRIVATE KEY'.length;
const ARMOUR = /-----[^-\r\n]{0,80}-----/;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
/** base64 of base64 of PEM. */
const DEEPEST = 3;

/**
 * Whether there is a private key in a text: as it is, without its armour, or in base64, however often. Keys with a
 * password are keys too.
 */
export function holdsPrivateKey(text: string, depth = 0): boolean {
  if (text.length < SHORTEST_MARK) return false;
  if (MARKS.test(text) || (text.includes('"kty"') && JWK_PRIVATE_PART.test(text))) return true;
  return depth < DEEPEST && text.split(ARMOUR).some((part) => encodesPrivateKey(part, depth));
}

function encodesPrivateKey(part: string, depth: number): boolean {
  if (part.length < SHORTEST) return false;
  const base64 = part.replace(/\s+/g, '');
  if (base64.length < SHORTEST || !BASE64.test(base64)) return false;
  const bytes = Buffer.from(base64, 'base64');
  // every other byte of UTF-16 is NUL
  return (
    hasPrivateKeyInDer(bytes) || holdsPrivateKey(bytes.toString('latin1').replaceAll('\0', ''), depth + 1)
  );
}

function hasPrivateKeyInDer(bytes: Uint8Array): boolean {
  for (let at = 0, outer = derElement(bytes, at); outer; at = outer.end, outer = derElement(bytes, at)) {
    if (outer.tag === DER.sequence && isPrivateKey(bytes, outer)) return true;
  }
  return false;
}

/** By how it begins: whether the key is of any use is for others to find out. */
function isPrivateKey(bytes: Uint8Array, outer: DerElement): boolean {
  const first = derElement(bytes, outer.start);
  if (first?.tag === DER.sequence) return isEncrypted(bytes, first);
  if (first?.tag !== DER.integer || first.end - first.start !== 1) return false;
  const second = derElement(bytes, first.end);
  return second !== undefined && isKeyAfterVersion(bytes, bytes[first.start], second);
}

function isKeyAfterVersion(bytes: Uint8Array, version: number | undefined, second: DerElement): boolean {
  const length = second.end - second.start;
  switch (second.tag) {
    case DER.sequence:
      // PKCS#8, and the 3 of PKCS#12, which is around one
      return version === 3 || derElement(bytes, second.end)?.tag === DER.octetString;
    case DER.integer:
      // PKCS#1, and OpenSSL's own of DSA
      return version === 0 && length >= 32;
    case DER.octetString:
      return version === 1 && length >= 16;
    default:
      return false;
  }
}

/** PKCS#5 and the methods of PKCS#12: 1.2.840.113549.1.5.* and 1.2.840.113549.1.12.1.* */
const PASSWORD_METHODS = ['2a864886f70d0105', '2a864886f70d010c01'];

function isEncrypted(bytes: Uint8Array, method: DerElement): boolean {
  const oid = derElement(bytes, method.start);
  if (oid?.tag !== DER.oid || derElement(bytes, method.end)?.tag !== DER.octetString) return false;
  const hex = Buffer.from(bytes.subarray(oid.start, oid.end)).toString('hex');
  return PASSWORD_METHODS.some((prefix) => hex.startsWith(prefix));
}
