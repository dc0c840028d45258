// @peculiar/x509 finds its own parts through this polyfill, which must be loaded before it
import 'reflect-metadata';
import { createHash, createPublicKey, type KeyObject, webcrypto } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { Pkcs10CertificateRequest, SubjectAlternativeNameExtension } from '@peculiar/x509';
import { type Refusal } from './error-rows.js';

const ARMOUR =
  /^-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----\s*([^-]*?)\s*-----END (?:NEW )?CERTIFICATE REQUEST-----$/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const EC_CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];
const HASHES = ['SHA-256', 'SHA-384', 'SHA-512'];
const FQDN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]\.?$/i;

/** Null when the CSR passes; otherwise the first of the published CSR errors that applies. */
export async function checkCsr(csr: string, compromisedKeys: ReadonlySet<string>): Promise<Refusal | null> {
  const der = decodeBase64(csr);
  if (der === null) return { row: 9 };
  const request = decodeRequest(der);
  if (request === null) return { row: 10 };
  return (
    checkAlgorithm(request) ??
    ((await hasValidSignature(request)) ? null : { row: 12 }) ??
    (compromisedKeys.has(fingerprintOf(request)) ? { row: 21 } : null) ??
    checkCommonName(request) ??
    (hasDnsName(request) ? { row: 48 } : null)
  );
}

/** SHA-256 of the public key, lower-case hex. */
function fingerprintOf({ publicKey }: Pkcs10CertificateRequest): string {
  return createHash('sha256').update(new Uint8Array(publicKey.rawData)).digest('hex');
}

export function readCsr(csr: string): Pkcs10CertificateRequest | null {
  const der = decodeBase64(csr);
  return der === null ? null : decodeRequest(der);
}

/** PEM armour or bare base64. Line breaks may fold it, a space may not: it is what a lost `+` looks like. */
function decodeBase64(csr: string): Buffer | null {
  const trimmed = csr.trim();
  const base64 = (ARMOUR.exec(trimmed)?.[1] ?? trimmed).replace(/[\r\n]/g, '');
  return BASE64.test(base64) && base64.length % 4 === 0 ? Buffer.from(base64, 'base64') : null;
}

function decodeRequest(der: Buffer): Pkcs10CertificateRequest | null {
  if (derLengthOf(der) !== der.length) return null;
  try {
    return new Pkcs10CertificateRequest(new Uint8Array(der));
  } catch {
    return null;
  }
}

/** What the outermost DER header announces; the library overlooks bytes behind it. */
function derLengthOf(der: Buffer): number {
  const first = der[1] ?? 0;
  const extraBytes = first < 0x80 ? 0 : first - 0x80;
  if (extraBytes > 4 || der.length < 2 + extraBytes) return -1;
  const contentLength = extraBytes === 0 ? first : der.readUIntBE(2, extraBytes);
  return 2 + extraBytes + contentLength;
}

/** The SSL page's limits: RSA 2048 to 8192 bits or EC P-256, P-384, P-521. */
function checkAlgorithm(request: Pkcs10CertificateRequest): Refusal | null {
  const key = publicKeyOf(request);
  if (key === null || !HASHES.includes(hashOf(request))) return { row: 11 };
  if (key.asymmetricKeyType === 'ec') {
    return EC_CURVES.includes(key.asymmetricKeyDetails?.namedCurve ?? '') ? null : { row: 11 };
  }
  if (key.asymmetricKeyType !== 'rsa') return { row: 11 };
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return bits >= 2048 && bits <= 8192 ? null : { row: 13 };
}

function publicKeyOf(request: Pkcs10CertificateRequest): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(request.publicKey.rawData), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

function hashOf(request: Pkcs10CertificateRequest): string {
  try {
    return (request.signatureAlgorithm as { hash?: { name: string } }).hash?.name ?? '';
  } catch {
    return '';
  }
}

async function hasValidSignature(request: Pkcs10CertificateRequest): Promise<boolean> {
  try {
    return await request.verify(webcrypto);
  } catch {
    return false;
  }
}

/** The common name is the one field taken as required: the rest of the subject comes from the form. */
function checkCommonName(request: Pkcs10CertificateRequest): Refusal | null {
  const name = request.subjectName.getField('CN')[0]?.trim() ?? '';
  if (name === '') return { row: 8 };
  if (name.includes('*')) return { row: 5 };
  if (isIP(name) !== 0) return isInternetAddress(name) ? { row: 19 } : { row: 20 };
  return name.length <= 253 && FQDN.test(name) ? { row: 18 } : null;
}

const RESERVED_ADDRESSES = reservedAddresses();

function reservedAddresses(): BlockList {
  const list = new BlockList();
  for (const [net, prefix] of [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['224.0.0.0', 3],
  ] as const) {
    list.addSubnet(net, prefix, 'ipv4');
  }
  for (const [net, prefix] of [
    ['::', 127],
    ['fc00::', 7],
    ['fe80::', 10],
    ['ff00::', 8],
  ] as const) {
    list.addSubnet(net, prefix, 'ipv6');
  }
  return list;
}

function isInternetAddress(address: string): boolean {
  return !RESERVED_ADDRESSES.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function hasDnsName(request: Pkcs10CertificateRequest): boolean {
  return request.extensions.some(
    (extension) =>
      extension instanceof SubjectAlternativeNameExtension &&
      extension.names.items.some(({ type }) => type === 'dns'),
  );
}
