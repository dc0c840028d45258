// @peculiar/x509 finds its own parts through this polyfill, which must be loaded before it
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { BasicConstraintsExtension, Pkcs10CertificateRequest, type PublicKey } from '@peculiar/x509';
import { type X509Certificate, X509CertificateGenerator } from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

interface Authority {
  readonly certificate: X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

export interface CertificateTraits {
  readonly organization?: string | null;
  /** In place of the usual one with the organization. */
  readonly subject?: string;
  /** PEM of the request whose key it certifies; absent: a key of its own. */
  readonly csr?: string;
  readonly days?: number;
  readonly notBefore?: Date;
}

/** A root and what it issues, for tests of what is done with certificates; all PEM. */
export class TestAuthority {
  private constructor(
    private readonly root: Authority,
    private readonly intermediate: Authority,
  ) {}

  static async create(): Promise<TestAuthority> {
    const root = await authority('Root');
    return new TestAuthority(root, await authority('Intermediate', root));
  }

  get chain(): string[] {
    return [this.intermediate, this.root].map(({ certificate }) => pem(certificate));
  }

  async issue(traits: CertificateTraits = {}): Promise<string> {
    const {
      organization = 'Company ABC 123',
      csr,
      days = 365,
      notBefore = new Date(Date.now() - 60_000),
      subject = `CN=Somebody${organization === null ? '' : `, O=${organization}`}, C=US`,
    } = traits;
    const own = await newKeys();
    const publicKey: PublicKey | webcrypto.CryptoKey =
      csr === undefined ? own.publicKey : new Pkcs10CertificateRequest(csr).publicKey;
    const certificate = await X509CertificateGenerator.create({
      subject,
      issuer: this.intermediate.certificate.subject,
      publicKey,
      signingKey: this.intermediate.keys.privateKey,
      signingAlgorithm: ALGORITHM,
      notBefore,
      notAfter: new Date(notBefore.getTime() + days * DAY_MS),
    });
    return pem(certificate);
  }
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function authority(name: string, issuer?: Authority): Promise<Authority> {
  const keys = await newKeys();
  const subject = `CN=Test ${name}, O=Test Authority`;
  const certificate = await X509CertificateGenerator.create({
    subject,
    issuer: issuer?.certificate.subject ?? subject,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: ALGORITHM,
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + 3_650 * DAY_MS),
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  return { certificate, keys };
}

function pem(certificate: X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}
