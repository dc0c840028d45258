import { type KeyObject, X509Certificate } from 'node:crypto';
import { type CertificateMismatch } from '../../orders/domain/certificate-status.js';

const DAY_MS = 86_400_000;
const PEM = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g;
const MOST_CERTIFICATES = 10;
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

/** What was ordered, as far as a certificate can tell it. */
export interface Ordered {
  readonly organizationName: string;
  /** A person's certificate need not name an organization. */
  readonly individual: boolean;
  readonly validityDays: number;
  /** Null where the key is made by Sectigo or on its token. */
  readonly publicKey: KeyObject | null;
}

/** Reads what was delivered and compares it with what was ordered; undefined when it is no certificate. */
export function readDelivered(
  certificatePem: string,
  caCertificatePem: string | null,
  ordered: Ordered,
): DeliveredCertificate | undefined {
  const [leaf, ...following] = certificatesIn(certificatePem);
  if (leaf === undefined) return undefined;
  const issuers = [...following, ...certificatesIn(caCertificatePem ?? '')].filter(
    ({ fingerprint256 }) => fingerprint256 !== leaf.fingerprint256,
  );
  const chain = chainOf(leaf, issuers);
  return {
    certificatePem: leaf.toString(),
    chainPem: chain.map(String).join(''),
    sha256: leaf.fingerprint256.replaceAll(':', '').toLowerCase(),
    serialNumber: leaf.serialNumber.toLowerCase(),
    subject: oneLine(leaf.subject),
    issuer: oneLine(leaf.issuer),
    notBefore: new Date(leaf.validFrom),
    notAfter: new Date(leaf.validTo),
    mismatches: mismatchesOf(leaf, ordered, chain.length < issuers.length),
  };
}

/** A blank within base64 is a `+` that a form has lost; line ends may have been lost to blanks as well. */
function certificatesIn(pem: string): X509Certificate[] {
  return [...pem.matchAll(PEM)].slice(0, MOST_CERTIFICATES).flatMap(([, body = '']) => {
    const candidates = [
      body.replace(/\s/g, ''),
      body
        .trim()
        .replace(/[\r\n]/g, '')
        .replace(/ /g, '+'),
    ];
    const [certificate] = candidates.flatMap((base64) => parse(base64) ?? []);
    return certificate ?? [];
  });
}

function parse(base64: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    return undefined;
  }
}

/** From the certificate upwards, as far as each one is signed by the next, in whatever order they came. */
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
  if (ordered.publicKey !== null && !leaf.publicKey.equals(ordered.publicKey)) found.push('key');
  if (!isValidAsOrdered(leaf, ordered.validityDays)) found.push('validity');
  if (strayIssuers) found.push('chain');
  return found;
}

function hasOrganization(leaf: X509Certificate, { organizationName, individual }: Ordered): boolean {
  const organizations = leaf.subject
    .split('\n')
    .filter((line) => line.startsWith('O='))
    .map((line) => line.slice('O='.length));
  if (organizations.length === 0) return individual;
  return organizations.some((organization) => plain(organization) === plain(organizationName));
}

function isValidAsOrdered(leaf: X509Certificate, days: number): boolean {
  const from = Date.parse(leaf.validFrom);
  const to = Date.parse(leaf.validTo);
  const granted = (to - from) / DAY_MS;
  return to > Date.now() && granted > days - 1 && granted < days + MOST_EXTRA_DAYS;
}

/** Case, blanks and the form of an accent do not make another organization; Node escapes what is special in a name. */
function plain(name: string): string {
  return name.replace(/\\(.)/g, '$1').normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}

function oneLine(name: string): string {
  return name.split('\n').join(', ');
}
