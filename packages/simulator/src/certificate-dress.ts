import 'reflect-metadata';
import { gzipSync } from 'node:zlib';
import { PemConverter, X509Certificate, X509Certificates } from '@peculiar/x509';
import { type IssuedCertificate } from './certificates.js';

/** How certificates are delivered; the gateway is not documented to read the last form. */
export const CERTIFICATE_DRESSES = [
  'pem',
  /** The certificate and its chain in one text, and nothing beside it. */
  'bundle',
  /** The same, from the root down. */
  'bundle-root-first',
  /** Base64 without headers, of the DER. */
  'base64',
  /** Base64 of the PEM. */
  'base64-of-pem',
  /** All of it as PKCS#7, with headers and without. */
  'pkcs7',
  'pkcs7-base64',
  'gzip-base64',
] as const;
export type CertificateDress = (typeof CERTIFICATE_DRESSES)[number];

/** The values of `certificate` and `caCertificate`; null where that is left out. */
export interface DeliveredTexts {
  readonly certificate: string;
  readonly caCertificate: string | null;
}

type Texts = Pick<IssuedCertificate, 'pem' | 'chainPem'>;

export function dressCertificates({ pem, chainPem }: Texts, dress: CertificateDress): DeliveredTexts {
  switch (dress) {
    case 'pem':
      return { certificate: pem, caCertificate: chainPem };
    case 'bundle':
      return { certificate: `${pem.trimEnd()}\n${chainPem}`, caCertificate: null };
    case 'bundle-root-first':
      return { certificate: [...blocksOf(chainPem).reverse(), pem].join('\n'), caCertificate: null };
    case 'base64':
      return {
        certificate: derOf(pem).toString('base64'),
        caCertificate: blocksOf(chainPem)
          .map((block) => derOf(block).toString('base64'))
          .join('\n\n'),
      };
    case 'base64-of-pem':
      return { certificate: base64Of(pem), caCertificate: base64Of(chainPem) };
    case 'pkcs7':
      return { certificate: PemConverter.encode(pkcs7Of(pem, chainPem), 'PKCS7'), caCertificate: null };
    case 'pkcs7-base64':
      return { certificate: Buffer.from(pkcs7Of(pem, chainPem)).toString('base64'), caCertificate: null };
    case 'gzip-base64':
      return { certificate: gzipSync(`${pem}\n${chainPem}`).toString('base64'), caCertificate: null };
  }
}

const base64Of = (text: string): string => Buffer.from(text).toString('base64');

function blocksOf(pem: string): string[] {
  return pem.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? [];
}

function derOf(pem: string): Buffer {
  return Buffer.from(new X509Certificate(pem).rawData);
}

function pkcs7Of(pem: string, chainPem: string): ArrayBuffer {
  const certificates = [pem, ...blocksOf(chainPem)].map((block) => new X509Certificate(block));
  return new X509Certificates(certificates).export('raw');
}
