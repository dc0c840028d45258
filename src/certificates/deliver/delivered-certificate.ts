import { type KeyObject, type X509Certificate } from 'node:crypto';
import { X509Certificate as DecodedCertificate } from '@peculiar/x509';
import { type CertificateMismatch } from '../../orders/domain/certificate-status.js';
import { certificatesIn, distinct, validityOf } from './certificates-in.js';

const DAY_MS = 86_400_000;
/** Sectigo may round up to the end of a day, and gives the rest of an earlier certificate on top. */
const MOST_EXTRA_DAYS = 31;

/** A certificate and its issuers, as they are kept. */
export interface DeliveredCertificate {
  readonly certificatePem: string;
  /** The issuers, nearest first; empty when none came. */
  readonly chainPem: string;
  /** Of the DER, lower-case hex. */
  readonly sha256: string;
  readonly serialNumber: string;
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly mismatches: readonly CertificateMismatch[];
}

/** The parts of an order that a certificate can be compared with. */
export interface Ordered {
  readonly organizationName: string;
  /** A person's certificate need not name an organization. */
  readonly individual: boolean;
  readonly validityDays: number;
  /** Null where the key is made by Sectigo or on its token. */
  readonly publicKey: KeyObject | null;
}

/** The certificate texts of a push, by field name. */
export interface DeliveredTexts {
  readonly certificates: readonly string[];
  readonly caCertificates: readonly string[];
}

export interface Delivery {
  /** Undefined when none could be read. */
  readonly certificate: DeliveredCertificate | undefined;
  /** Whether some of it could not be read. */
  readonly unreadable: boolean;
}

/** Reads the delivered certificates, in any form and order, and compares them with the order. */
export function readDelivered(texts: DeliveredTexts, ordered: Ordered): Delivery {
  const own = certificatesIn(texts.certificates);
  const all = distinct(own, certificatesIn(texts.caCertificates));
  const leaf = leafAmong(all.certificates, distinct(own).unreadable, ordered);
  return { certificate: leaf && delivered(leaf, all.certificates, ordered), unreadable: all.unreadable };
}

/**
 * The ordered certificate: the one with the key of the request, in any position; else one that issues
 * nothing. Never an issuer in place of one that came with it and could not be read.
 */
function leafAmong(
  found: readonly X509Certificate[],
  ownUnreadable: boolean,
  ordered: Ordered,
): X509Certificate | undefined {
  const { publicKey } = ordered;
  const withKey =
    publicKey === null ? undefined : found.find((certificate) => hasKey(certificate, publicKey));
  if (withKey !== undefined || ownUnreadable) return withKey;
  const ends = found.filter((certificate) => !certificate.ca && !isIssuerAmong(certificate, found));
  const strangeness = (certificate: X509Certificate): number =>
    mismatchesOf(certificate, ordered, false).length;
  return ends.reduce<X509Certificate | undefined>(
    (best, end) => (best === undefined || strangeness(end) < strangeness(best) ? end : best),
    undefined,
  );
}

/** By its name: of itself, or of another. */
function isIssuerAmong({ subject }: X509Certificate, found: readonly X509Certificate[]): boolean {
  return found.some(({ issuer }) => issuer === subject);
}

function delivered(
  leaf: X509Certificate,
  found: readonly X509Certificate[],
  ordered: Ordered,
): DeliveredCertificate {
  const issuers = found.filter((certificate) => certificate !== leaf);
  const chain = chainOf(leaf, issuers);
  return {
    certificatePem: leaf.toString(),
    chainPem: chain.map(String).join(''),
    sha256: leaf.fingerprint256.replaceAll(':', '').toLowerCase(),
    serialNumber: leaf.serialNumber.toLowerCase(),
    subject: oneLine(leaf.subject),
    issuer: oneLine(leaf.issuer),
    ...validityOf(leaf),
    mismatches: mismatchesOf(leaf, ordered, chain.length < issuers.length),
  };
}

/** From the certificate upwards, as long as each one is signed by the next, in any order of delivery. */
function chainOf(leaf: X509Certificate, issuers: readonly X509Certificate[]): X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (let at: X509Certificate | undefined = leaf; at !== undefined && chain.length < issuers.length;) {
    const child: X509Certificate = at;
    at = issuers.find((issuer) => !chain.includes(issuer) && isIssuedBy(child, issuer));
    if (at !== undefined) chain.push(at);
  }
  return chain;
}

function isIssuedBy(child: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return child.checkIssued(issuer) && child.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function mismatchesOf(leaf: X509Certificate, ordered: Ordered, strayIssuers: boolean): CertificateMismatch[] {
  const found: CertificateMismatch[] = [];
  if (!hasOrganization(leaf, ordered)) found.push('organization');
  if (ordered.publicKey !== null && !hasKey(leaf, ordered.publicKey)) found.push('key');
  if (!isValidAsOrdered(leaf, ordered.validityDays)) found.push('validity');
  if (strayIssuers) found.push('chain');
  return found;
}

/** Node can name an unknown type of key, but cannot export it. */
function hasKey(leaf: X509Certificate, ordered: KeyObject): boolean {
  try {
    return leaf.publicKey.equals(ordered);
  } catch {
    return false;
  }
}

function hasOrganization(leaf: X509Certificate, { organizationName, individual }: Ordered): boolean {
  const organizations = organizationsOf(leaf);
  if (organizations.length === 0) return individual;
  return organizations.some((organization) => plain(organization) === plain(organizationName));
}

/** Unescaped: Node escapes special characters in the text of a subject. */
function organizationsOf(leaf: X509Certificate): readonly string[] {
  try {
    return new DecodedCertificate(leaf.raw).subjectName.getField('O');
  } catch {
    // OpenSSL also reads invalid DER
    return [];
  }
}

function isValidAsOrdered(leaf: X509Certificate, days: number): boolean {
  const { notBefore, notAfter } = validityOf(leaf);
  const granted = (notAfter.getTime() - notBefore.getTime()) / DAY_MS;
  return notAfter.getTime() > Date.now() && granted > days - 1 && granted < days + MOST_EXTRA_DAYS;
}

/** Case, blanks and the form of an accent do not make another organization. */
function plain(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}

/** Node has no text for a name without parts. */
function oneLine(name: string | undefined): string {
  return name === undefined ? '' : name.split('\n').join(', ');
}
