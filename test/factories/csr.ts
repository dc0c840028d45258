// @peculiar/x509 finds its own parts through this polyfill, which must be loaded before it
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  type Extension,
  Pkcs10CertificateRequestGenerator,
  SubjectAlternativeNameExtension,
} from '@peculiar/x509';

type KeyAlgorithm = webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams | webcrypto.Algorithm;

const EC_P256: KeyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' };

export function rsa(modulusLength: number): KeyAlgorithm {
  return {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength,
  };
}

export interface CsrTraits {
  readonly subject?: string;
  readonly algorithm?: KeyAlgorithm;
  readonly dnsNames?: readonly string[];
}

/** A signed request for a certificate with a key of its own, in PEM. */
export async function aCsr(traits: CsrTraits = {}): Promise<string> {
  const algorithm = traits.algorithm ?? EC_P256;
  const keys = await webcrypto.subtle.generateKey(algorithm as webcrypto.EcKeyGenParams, true, [
    'sign',
    'verify',
  ]);
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: traits.subject ?? 'CN=Company ABC 123, O=Company ABC 123, C=US',
    keys,
    signingAlgorithm: { name: algorithm.name, hash: 'SHA-256' },
    extensions: dnsNames(traits.dnsNames),
  });
  return request.toString('pem');
}

/** The DER bytes under the PEM armour, or of bare base64. */
export function derOf(csr: string): Buffer {
  return Buffer.from(csr.replace(/-----[^-]+-----/g, '').replace(/\s/g, ''), 'base64');
}

export function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE REQUEST-----', ...lines, '-----END CERTIFICATE REQUEST-----'].join('\n');
}

/** The same request with the last byte of its signature changed. */
export function withBrokenSignature(csr: string): string {
  const der = derOf(csr);
  der[der.length - 1] = (der[der.length - 1] ?? 0) ^ 1;
  return pemOf(der);
}

function dnsNames(names: readonly string[] = []): Extension[] {
  return names.length === 0
    ? []
    : [new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value })))];
}
