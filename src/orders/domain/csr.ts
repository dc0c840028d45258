import { createPublicKey, type KeyObject } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { sha256 } from '../../shared/canonical-json.js';
import { hasVisibleCharacter } from '../../shared/unicode-text.js';
import { commonNameRefusal } from './common-name.js';
import { derOfCsr } from './csr-encoding.js';
import { type CsrRefusal, outlineRefusal, refuse } from './csr-limits.js';
import { outlineOf } from './csr-outline.js';
import { type CsrSummary } from './order-details.js';

export type CsrVerdict =
  { readonly ok: true; readonly summary: CsrSummary; readonly publicKey: KeyObject } | CsrRefusal;

const EC_BITS: Readonly<Record<string, number>> = { 'P-256': 256, 'P-384': 384, 'P-521': 521 };
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
/** Where a request asks for extensions: as PKCS#9 says, and as Microsoft did before. OpenSSL reads both. */
const EXTENSION_REQUESTS = ['1.2.840.113549.1.9.14', '1.3.6.1.4.1.311.2.1.14'];

/**
 * Whether Sectigo would take this CSR for a document-signing certificate, found out before any money moves.
 * Each refusal has the code of the Sectigo error that it anticipates. What is worth a library's time is found out without
 * it: that time grows faster than some requests do.
 */
export async function examineCsr(csr: string): Promise<CsrVerdict> {
  const der = derOfCsr(csr);
  if (der === undefined) return refuse('csr-not-base64', 'the CSR is not valid base64 data');
  const outline = outlineOf(der);
  if (!outline) return refuse('csr-not-decodable', 'the CSR is not one DER structure of a PKCS#10 request');
  const refusal = outlineRefusal(der, outline);
  if (refusal) return refusal;
  try {
    return await examineRequest(new x509.Pkcs10CertificateRequest(der), der);
  } catch {
    // the library parses most parts of a request lazily, and throws if it cannot
    return refuse('csr-not-decodable', 'the CSR is not a PKCS#10 certification request that can be read');
  }
}

/** The key of an accepted CSR; null if it can no longer be read. */
export function publicKeyOfCsr(csr: string): KeyObject | null {
  const outline = outlineOf(derOfCsr(csr) ?? Buffer.alloc(0));
  try {
    return outline ? createPublicKey({ key: outline.publicKey, format: 'der', type: 'spki' }) : null;
  } catch {
    return null;
  }
}

async function examineRequest(request: x509.Pkcs10CertificateRequest, der: Buffer): Promise<CsrVerdict> {
  const key = keyOf(request);
  if (key === undefined || key.bits === undefined)
    return refuse('csr-algorithm-unsupported', 'the key must be RSA, or EC on P-256, P-384 or P-521');
  const { algorithm, bits, publicKey } = key;
  const refusal = sizeRefusal(algorithm, bits) ?? (await signatureRefusal(request)) ?? nameRefusal(request);
  if (refusal) return refusal;
  const summary = { subject: request.subject, keyAlgorithm: algorithm, keySize: bits, sha256: sha256(der) };
  return { ok: true, summary, publicKey };
}

interface Key {
  readonly algorithm: 'RSA' | 'EC';
  /** Undefined on a curve that Sectigo does not take, or one that is spelled out instead of named. */
  readonly bits: number | undefined;
  readonly publicKey: KeyObject;
}

function keyOf(request: x509.Pkcs10CertificateRequest): Key | undefined {
  try {
    const spki = Buffer.from(request.publicKey.rawData);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    if (publicKey.asymmetricKeyType === 'rsa')
      return { algorithm: 'RSA', bits: publicKey.asymmetricKeyDetails?.modulusLength, publicKey };
    const { namedCurve = '' } = request.publicKey.algorithm as { namedCurve?: string };
    if (publicKey.asymmetricKeyType === 'ec')
      return { algorithm: 'EC', bits: EC_BITS[namedCurve], publicKey };
  } catch {
    // a key of an algorithm that OpenSSL does not know either
  }
  return undefined;
}

function sizeRefusal(algorithm: Key['algorithm'], bits: number): CsrRefusal | undefined {
  return algorithm === 'RSA' && (bits < 2048 || bits > 8192)
    ? refuse('csr-key-size-unsupported', 'an RSA key must have 2048 to 8192 bits')
    : undefined;
}

async function signatureRefusal(request: x509.Pkcs10CertificateRequest): Promise<CsrRefusal | undefined> {
  const hash = (request.signatureAlgorithm as { hash?: { name?: string } }).hash?.name;
  if (hash === undefined || !/^SHA-(256|384|512)$/.test(hash))
    return refuse('csr-algorithm-unsupported', 'the CSR must be signed with SHA-256, SHA-384 or SHA-512');
  const genuine = await request.verify().catch(() => false);
  return genuine
    ? undefined
    : refuse('csr-signature-invalid', 'the CSR is not signed by the key that it contains');
}

function nameRefusal(request: x509.Pkcs10CertificateRequest): CsrRefusal | undefined {
  const commonNames = request.subjectName.getField('CN');
  if (!commonNames.some(hasVisibleCharacter))
    return refuse('csr-field-missing', 'the subject has no common name');
  const refusal = commonNames.map(commonNameRefusal).find((found) => found !== undefined);
  if (refusal) return refuse(refusal.code, refusal.detail);
  return requestedExtensions(request).some(hasDnsName)
    ? refuse('csr-domain-names-not-allowed', 'the CSR asks for DNS names')
    : undefined;
}

/** All that any reader might find: the library looks at the first value of the first such attribute only. */
function requestedExtensions({ attributes }: x509.Pkcs10CertificateRequest): x509.Extension[] {
  return attributes
    .filter(({ type }) => EXTENSION_REQUESTS.includes(type))
    .flatMap(({ type, values }) => values.map((value) => new x509.Attribute(type, [value])))
    .flatMap((attribute) => new x509.ExtensionsAttribute(attribute.rawData).items);
}

function hasDnsName({ type, rawData }: x509.Extension): boolean {
  if (type !== SUBJECT_ALTERNATIVE_NAME) return false;
  return new x509.SubjectAlternativeNameExtension(rawData).names.items.some((name) => name.type === 'dns');
}
