// @peculiar/x509 finds its own parts through this polyfill, which must be loaded before it
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { type Attribute, type JsonName, Pkcs10CertificateRequestGenerator } from '@peculiar/x509';

export interface CraftedTraits {
  readonly algorithm?: object;
  readonly signature?: { readonly name: string; readonly hash: string };
  /** Relative distinguished names as the library writes them, also with the string type of a value. */
  readonly name?: JsonName | readonly object[];
  readonly attributes?: Attribute[];
}

/** A CSR in PEM of which more can be chosen than callers usually do. */
export async function craftedCsr(traits: CraftedTraits): Promise<string> {
  const { algorithm, signature, name, attributes } = traits;
  const keys = await webcrypto.subtle.generateKey(
    (algorithm ?? { name: 'ECDSA', namedCurve: 'P-256' }) as webcrypto.EcKeyGenParams,
    true,
    ['sign', 'verify'],
  );
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: (name ?? [{ CN: ['Company ABC 123'] }]) as JsonName,
    keys,
    signingAlgorithm: signature ?? { name: 'ECDSA', hash: 'SHA-256' },
    attributes: attributes ?? [],
  });
  return request.toString('pem');
}
