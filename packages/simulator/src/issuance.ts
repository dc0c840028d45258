import { type ParameterName, type ParameterNames } from './accepted-parameters.js';
import { type IssuedCertificate } from './certificates.js';
import { readCsr } from './csr-rules.js';
import { type Purchase } from './ledger.js';
import { sentAs } from './sent-arguments.js';
import { TestCa, type Subject } from './test-ca.js';

/** Differences from the order. */
export interface Spoiling {
  /** Of the subject. */
  readonly organization?: string;
  /** `other`: a key that is not the one of the CSR. */
  readonly key?: 'other';
  /** `other`: a chain that leads elsewhere. */
  readonly chain?: 'other';
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

const DAY_MS = 86_400_000;

/** The certificate that was ordered, or nearly. */
export async function issueFor(
  purchase: Purchase,
  names: ParameterNames,
  ca: TestCa,
  { organization, key, chain, notBefore: from, notAfter: to }: Spoiling = {},
): Promise<IssuedCertificate> {
  const sent = (name: ParameterName): string => sentAs(name, purchase, names);
  const days = Number(sent('days')) || 365;
  const start =
    from ?? (to === undefined ? new Date() : new Date(Math.min(Date.now(), to.getTime() - DAY_MS)));
  const csr = readCsr(sent('csr'));
  const issued = await ca.issue({
    subject: subjectOf(sent, organization ?? sent('organizationName')),
    publicKey: csr === null || key === 'other' ? undefined : new Uint8Array(csr.publicKey.rawData),
    notBefore: start,
    notAfter: to ?? new Date(start.getTime() + days * DAY_MS),
  });
  return chain === 'other' ? { ...issued, chainPem: (await TestCa.create()).chainPem } : issued;
}

/** An organization's certificate is in its name, all others are in that of a person. */
function subjectOf(sent: (name: ParameterName) => string, organization: string): Subject {
  const isPersonal = !sent('product').startsWith('706') || sent('includeIndividual') !== 'N';
  const person = `${sent('appRepForename')} ${sent('appRepSurname')}`.trim();
  return {
    C: sent('countryName'),
    ST: sent('stateOrProvinceName'),
    L: sent('localityName'),
    O: organization,
    CN: isPersonal ? person : organization,
  };
}
