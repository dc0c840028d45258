// @peculiar/x509 finds its own parts through this polyfill, which must be loaded before it
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  type Extension,
} from '@peculiar/x509';
import { type IssuedCertificate } from './certificates.js';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
const DOCUMENT_SIGNING = '1.3.6.1.5.5.7.3.36';
const MICROSOFT_DOCUMENT_SIGNING = '1.3.6.1.4.1.311.10.3.12';
const FILE_NAME = 'test-ca.json';
const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

/** Attribute → value, in the order of the name. */
export type Subject = Readonly<Record<string, string>>;

export interface CertificateRequest {
  readonly subject: Subject;
  /** SubjectPublicKeyInfo, DER; absent: a new key that is thrown away. */
  readonly publicKey?: Uint8Array | undefined;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** What a TLS server shows of itself, as PEM. */
export interface TlsIdentity {
  readonly key: string;
  /** Followed by the intermediates. */
  readonly cert: string;
}

interface Issuer {
  readonly certificate: X509Certificate;
  readonly key: webcrypto.CryptoKey;
}

/** Issues real, untrusted certificates: a root, and an intermediate that signs. */
export class TestCa {
  private constructor(
    private readonly root: X509Certificate,
    private readonly intermediate: Issuer,
  ) {}

  /** Loads the same authority again from its data directory, so that old certificates still verify. */
  static async open(dataDir?: string): Promise<TestCa> {
    if (dataDir === undefined) return TestCa.create();
    const path = join(dataDir, FILE_NAME);
    const kept = await readFile(path, 'utf8').catch(() => null);
    if (kept !== null) return TestCa.from(JSON.parse(kept) as KeptCa);
    const ca = await TestCa.create();
    await mkdir(dataDir, { recursive: true });
    await writeFile(`${path}.new`, JSON.stringify(await ca.kept()), { mode: 0o600 });
    await rename(`${path}.new`, path);
    return ca;
  }

  static async create(): Promise<TestCa> {
    const notBefore = new Date(Date.now() - YEAR_MS);
    const notAfter = new Date(Date.now() + 20 * YEAR_MS);
    const rootKeys = await newKeys();
    const root = await sign(
      { certificate: null, key: rootKeys.privateKey },
      {
        subject: authorityNamed('Simulated Root CA'),
        publicKey: rootKeys.publicKey,
        notBefore,
        notAfter,
        extensions: authority(1),
      },
    );
    const keys = await newKeys();
    const certificate = await sign(
      { certificate: root, key: rootKeys.privateKey },
      {
        subject: authorityNamed('Simulated Document Signing CA'),
        publicKey: keys.publicKey,
        notBefore,
        notAfter,
        extensions: authority(0),
      },
    );
    return new TestCa(root, { certificate, key: keys.privateKey });
  }

  private static async from({ rootPem, intermediatePem, key }: KeptCa): Promise<TestCa> {
    const imported = await webcrypto.subtle.importKey('jwk', key, CURVE, true, ['sign']);
    const certificate = new X509Certificate(intermediatePem);
    return new TestCa(new X509Certificate(rootPem), { certificate, key: imported });
  }

  get rootPem(): string {
    return pemOf(this.root);
  }

  /** The intermediates and the root. */
  get chainPem(): string {
    return `${pemOf(this.intermediate.certificate)}${this.rootPem}`;
  }

  async issue({ subject, publicKey, notBefore, notAfter }: CertificateRequest): Promise<IssuedCertificate> {
    const certificate = await sign(this.intermediate, {
      subject,
      publicKey: publicKey ?? (await newKeys()).publicKey,
      notBefore,
      notAfter,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.nonRepudiation, true),
        new ExtendedKeyUsageExtension([DOCUMENT_SIGNING, MICROSOFT_DOCUMENT_SIGNING]),
      ],
    });
    return {
      pem: pemOf(certificate),
      chainPem: this.chainPem,
      notBefore: certificate.notBefore.toISOString(),
      notAfter: certificate.notAfter.toISOString(),
    };
  }

  /** For a server that is called so, or by the names of this machine. */
  async identityOf(hostName: string): Promise<TlsIdentity> {
    const keys = await newKeys();
    const now = Date.now();
    const certificate = await sign(this.intermediate, {
      subject: { CN: hostName },
      publicKey: keys.publicKey,
      notBefore: new Date(now - DAY_MS),
      notAfter: new Date(now + YEAR_MS),
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([SERVER_AUTHENTICATION]),
        new SubjectAlternativeNameExtension([
          { type: 'dns', value: hostName },
          { type: 'dns', value: 'localhost' },
          { type: 'ip', value: '127.0.0.1' },
        ]),
      ],
    });
    const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
    return { key: pemOfKey(key), cert: `${pemOf(certificate)}${pemOf(this.intermediate.certificate)}` };
  }

  private async kept(): Promise<KeptCa> {
    const { certificate, key } = this.intermediate;
    const exported = await webcrypto.subtle.exportKey('jwk', key);
    return { rootPem: this.rootPem, intermediatePem: pemOf(certificate), key: exported };
  }
}

interface KeptCa {
  readonly rootPem: string;
  readonly intermediatePem: string;
  readonly key: webcrypto.JsonWebKey;
}

interface ToBeSigned {
  readonly subject: Subject;
  readonly publicKey: webcrypto.CryptoKey | Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly extensions: readonly Extension[];
}

async function sign(
  issuer: { readonly certificate: X509Certificate | null; readonly key: webcrypto.CryptoKey },
  { subject, extensions, publicKey, ...validity }: ToBeSigned,
): Promise<X509Certificate> {
  const spki =
    publicKey instanceof Uint8Array
      ? publicKey
      : new Uint8Array(await webcrypto.subtle.exportKey('spki', publicKey));
  const above = issuer.certificate;
  const identifiers = [
    await SubjectKeyIdentifierExtension.create(spki, false, webcrypto),
    ...(above === null
      ? []
      : [await AuthorityKeyIdentifierExtension.create(above.publicKey, false, webcrypto)]),
  ];
  return X509CertificateGenerator.create(
    {
      ...validity,
      subject: nameOf(subject),
      publicKey: spki,
      issuer: above === null ? nameOf(subject) : above.subjectName,
      serialNumber: `01${randomBytes(15).toString('hex')}`,
      signingKey: issuer.key,
      signingAlgorithm: SIGNATURE,
      extensions: [...extensions, ...identifiers],
    },
    webcrypto,
  );
}

function authority(pathLength: number): readonly Extension[] {
  return [
    new BasicConstraintsExtension(true, pathLength, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ];
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
}

function authorityNamed(commonName: string): Subject {
  return { C: 'GB', O: 'Simulator', CN: commonName };
}

/** The library would take a plain string apart at its quotation marks. */
function nameOf(subject: Subject): Name {
  const given = Object.entries(subject).filter(([, value]) => value !== '');
  return new Name(
    given.map(([type, value]) => ({
      [type]: [type === 'C' ? { printableString: value } : { utf8String: value }],
    })),
  );
}

function pemOf(certificate: X509Certificate): string {
  return `${certificate.toString('pem').trim()}\n`;
}

function pemOfKey(pkcs8: ArrayBuffer): string {
  const lines = Buffer.from(pkcs8).toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`;
}
