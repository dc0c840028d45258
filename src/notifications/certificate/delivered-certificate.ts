import { type KeyObject, X509Certificate } from 'node:crypto';
import { type CertificateMismatch } from '../../orders/domain/certificate-status.js';

const DAY_MS = 86_400_000;
const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';
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
  // the first is the leaf or nothing is: an issuer must not take its place
  const [own = '', ...following] = bodiesIn(certificatePem);
  const leaf = certificateOf(own);
  if (leaf === undefined) return undefined;
  const issuers = [...following, ...bodiesIn(caCertificatePem ?? '')]
    .flatMap((body) => certificateOf(body) ?? [])
    .filter(({ fingerprint256 }) => fingerprint256 !== leaf.fingerprint256);
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
function certificateOf(body: string): X509Certificate | undefined {
  const withoutLineEnds = body.trim().replace(/[\r\n]/g, '');
  return parse(body.replace(/\s/g, '')) ?? parse(withoutLineEnds.replace(/ /g, '+'));
}

/** Split, not matched: a pattern would look for the end of each of ten thousand beginnings. */
function bodiesIn(pem: string): string[] {
  const [, ...parts] = pem.split(BEGIN);
  const bodies = parts.flatMap((part) => (part.includes(END) ? part.slice(0, part.indexOf(END)) : []));
  return bodies.slice(0, MOST_CERTIFICATES);
}

/** Node reads some certificates whose dates it cannot tell; they are none that could be kept. */
function parse(base64: string): X509Certificate | undefined {
  try {
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'));
    const dates = [certificate.validFrom, certificate.validTo].map((date) => Date.parse(date));
    return dates.some(Number.isNaN) ? undefined : certificate;
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
  if (ordered.publicKey !== null && !hasKey(leaf, ordered.publicKey)) found.push('key');
  if (!isValidAsOrdered(leaf, ordered.validityDays)) found.push('validity');
  if (strayIssuers) found.push('chain');
  return found;
}

/** A key of a kind that nobody knows can be asked for, but not had. */
function hasKey(leaf: X509Certificate, ordered: KeyObject): boolean {
  try {
    return leaf.publicKey.equals(ordered);
  } catch {
    return false;
  }
}

function hasOrganization(leaf: X509Certificate, { organizationName, individual }: Ordered): boolean {
  const organizations = linesOf(leaf.subject)
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

function oneLine(name: string | undefined): string {
  return linesOf(name).join(', ');
}

/** Node has no text for a name without parts. */
function linesOf(name: string | undefined): string[] {
  return name === undefined ? [] : name.split('\n');
}
