import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';
import { sha256 } from '../../shared/canonical-json.js';
import { type ErrorCode } from '../../shared/error-code.js';
import { type CsrSummary } from './order-details.js';
import { isPublicAddress } from './ip-address.js';

export type CsrVerdict =
  | { readonly ok: true; readonly summary: CsrSummary }
  | { readonly ok: false; readonly code: ErrorCode; readonly detail: string };

const refuse = (code: ErrorCode, detail: string): CsrVerdict => ({ ok: false, code, detail });

const PEM = /^-----BEGIN (NEW )?CERTIFICATE REQUEST-----([\s\S]*)-----END (NEW )?CERTIFICATE REQUEST-----$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const EC_BITS: Readonly<Record<string, number>> = { 'P-256': 256, 'P-384': 384, 'P-521': 521 };
const DOMAIN_NAME = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';

/**
 * Whether Sectigo would take this CSR for a document-signing certificate, found out before any money moves.
 * Each refusal has the code of the Sectigo error that it anticipates. The signature is verified off the event loop.
 */
export async function examineCsr(csr: string): Promise<CsrVerdict> {
  const base64 = (PEM.exec(csr.trim())?.[2] ?? csr).replace(/\s/g, '');
  if (base64 === '' || !BASE64.test(base64))
    return refuse('csr-not-base64', 'the CSR is not valid base64 data');
  const der = Buffer.from(base64, 'base64');
  if (derLength(der) !== der.length) return refuse('csr-not-decodable', 'the CSR is not one DER structure');
  let request: x509.Pkcs10CertificateRequest;
  try {
    request = new x509.Pkcs10CertificateRequest(der);
  } catch {
    return refuse('csr-not-decodable', 'the CSR is not a PKCS#10 certification request');
  }
  return (
    (await keyRefusal(request)) ?? nameRefusal(request) ?? { ok: true, summary: summarise(request, der) }
  );
}

async function keyRefusal(request: x509.Pkcs10CertificateRequest): Promise<CsrVerdict | undefined> {
  const key = keyOf(request);
  if (key === undefined) return refuse('csr-algorithm-unsupported', 'the key must be RSA or EC');
  if (key.algorithm === 'EC' && key.bits === 0) {
    return refuse('csr-key-size-unsupported', 'an EC key must be on P-256, P-384 or P-521');
  }
  if (key.algorithm === 'RSA' && (key.bits < 2048 || key.bits > 8192)) {
    return refuse('csr-key-size-unsupported', 'an RSA key must have 2048 to 8192 bits');
  }
  const hash = (request.signatureAlgorithm as { hash?: { name?: string } }).hash?.name;
  if (hash === undefined || !/^SHA-(256|384|512)$/.test(hash)) {
    return refuse('csr-algorithm-unsupported', 'the CSR must be signed with a SHA-2 algorithm');
  }
  const genuine = await request.verify().catch(() => false);
  return genuine
    ? undefined
    : refuse('csr-signature-invalid', 'the CSR is not signed by the key that it contains');
}

function nameRefusal(request: x509.Pkcs10CertificateRequest): CsrVerdict | undefined {
  const commonNames = request.subjectName.getField('CN').map((name) => name.trim());
  if (!commonNames.some((name) => name !== ''))
    return refuse('csr-field-missing', 'the subject has no common name');
  for (const name of commonNames) {
    if (name.includes('*')) return refuse('csr-wildcard-not-allowed', 'the common name has a wildcard');
    const address = name.replace(/^\[(.*)\]$/, '$1');
    if (isIP(address) > 0) {
      return isPublicAddress(address)
        ? refuse('csr-common-name-public-ip', 'the common name is a public IP address')
        : refuse('csr-common-name-ip', 'the common name is an IP address');
    }
    if (DOMAIN_NAME.test(name)) return refuse('csr-common-name-fqdn', 'the common name is a domain name');
  }
  const names = request.extensions.filter((extension) => extension.type === SUBJECT_ALTERNATIVE_NAME);
  return names.some(hasDnsName)
    ? refuse('csr-domain-names-not-allowed', 'the CSR asks for DNS names')
    : undefined;
}

function hasDnsName(extension: x509.Extension): boolean {
  try {
    const parsed = new x509.SubjectAlternativeNameExtension(extension.rawData);
    return parsed.names.items.some((name) => name.type === 'dns');
  } catch {
    return true;
  }
}

function keyOf(
  request: x509.Pkcs10CertificateRequest,
): { algorithm: 'RSA' | 'EC'; bits: number } | undefined {
  const algorithm = request.publicKey.algorithm as {
    name: string;
    modulusLength?: number;
    namedCurve?: string;
  };
  if (/^RSA/.test(algorithm.name)) return { algorithm: 'RSA', bits: algorithm.modulusLength ?? 0 };
  if (/^EC/.test(algorithm.name)) return { algorithm: 'EC', bits: EC_BITS[algorithm.namedCurve ?? ''] ?? 0 };
  return undefined;
}

function summarise(request: x509.Pkcs10CertificateRequest, der: Buffer): CsrSummary {
  const key = keyOf(request);
  return {
    subject: request.subject,
    keyAlgorithm: key?.algorithm ?? 'RSA',
    keySize: key?.bits ?? 0,
    sha256: sha256(der),
  };
}

/** The length of the outermost DER element with its header: parsers ignore what follows it, Sectigo may not. */
function derLength(der: Buffer): number {
  const first = der[1] ?? 0;
  if (first < 0x80) return 2 + first;
  const bytes = first & 0x7f;
  return bytes >= 1 && bytes <= 4 && der.length >= 2 + bytes ? 2 + bytes + der.readUIntBE(2, bytes) : -1;
}
