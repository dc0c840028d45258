// @peculiar/x509 finds its own parts through this polyfill, which must be loaded before it
import 'reflect-metadata';
import { generateKeyPairSync, type KeyObject, webcrypto } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { X509CertificateGenerator, X509Certificates } from '@peculiar/x509';
import fc from 'fast-check';
import { anyText } from '../../test/support/any-text.js';
import { holdsPrivateKey } from './private-key.js';

const FIXTURES = join(__dirname, '../../test/fixtures/csr');

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ed = generateKeyPairSync('ed25519');
const locked = { cipher: 'aes-256-cbc', passphrase: 'x' };

type Export = { type: 'pkcs1' | 'pkcs8' | 'sec1'; cipher?: string; passphrase?: string };
const KEYS: readonly (readonly [string, KeyObject, Export])[] = [
  ['PKCS#8 of RSA', rsa.privateKey, { type: 'pkcs8' }],
  ['PKCS#1', rsa.privateKey, { type: 'pkcs1' }],
  ['PKCS#8 with a password', rsa.privateKey, { type: 'pkcs8', ...locked }],
  ['SEC 1', ec.privateKey, { type: 'sec1' }],
  ['PKCS#8 of an EC key', ec.privateKey, { type: 'pkcs8' }],
  ['PKCS#8 of Ed25519', ed.privateKey, { type: 'pkcs8' }],
  ['PKCS#8 of Ed25519 with a password', ed.privateKey, { type: 'pkcs8', ...locked }],
];

const base64 = (data: string | Uint8Array): string => Buffer.from(data).toString('base64');
const pemOf = (key: KeyObject, how: Export): string =>
  key.export({ format: 'pem', ...how } as { format: 'pem'; type: 'pkcs8' }) as string;
const derOf = (key: KeyObject, how: Export): Buffer =>
  key.export({ format: 'der', ...how } as { format: 'der'; type: 'pkcs8' });

const DRESSINGS: readonly (readonly [string, (pem: string, der: Buffer) => string])[] = [
  ['PEM', (pem) => pem],
  ['PEM with CRLF, behind other words', (pem) => `my key:\r\n${pem.replace(/\n/g, '\r\n')}`],
  ['PEM on one line', (pem) => pem.replace(/\n/g, ' ')],
  ['PEM as a form spells it', (pem) => encodeURIComponent(pem)],
  ['PEM without its end', (pem) => pem.replace(/-----END[^]*/, '')],
  ['base64 of PEM', (pem) => base64(pem)],
  ['base64 of PEM in UTF-16', (pem) => base64(Buffer.from(pem, 'utf16le'))],
  ['base64 of base64 of PEM', (pem) => base64(base64(pem))],
  ['wrapped base64 of PEM', (pem) => base64(pem).replace(/.{40}/g, '$&\r\n')],
  [
    'base64 of a certificate and the key',
    (pem) => base64(`-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----\n${pem}`),
  ],
];
const DER_DRESSINGS: readonly (readonly [string, (der: Buffer) => string])[] = [
  ['base64 of DER', base64],
  ['url-safe base64 of DER', (der) => der.toString('base64url')],
  ['wrapped base64 of DER', (der) => base64(der).replace(/.{64}/g, '$&\n')],
  [
    'base64 of DER in the armour of something else',
    (der) => `-----BEGIN CERTIFICATE-----\n${base64(der)}\n-----END CERTIFICATE-----`,
  ],
  ['base64 of base64 of DER', (der) => base64(base64(der))],
  [
    'base64 of DER behind another element',
    (der) => base64(Buffer.concat([Buffer.from([0x30, 2, 5, 0]), der])),
  ],
];

describe.each(KEYS)('a private key as %s', (_, key, how) => {
  it.each(DRESSINGS)('is found in %s', (_name, dress) => {
    expect(holdsPrivateKey(dress(pemOf(key, how), Buffer.alloc(0)))).toBe(true);
  });

  if (how.type !== 'pkcs1' || how.cipher === undefined) {
    it.each(DER_DRESSINGS)('is found in %s', (_name, dress) => {
      expect(holdsPrivateKey(dress(derOf(key, how)))).toBe(true);
    });
  }
});

describe('a private key of another format', () => {
  const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
    const content = Buffer.concat(parts);
    return Buffer.concat([Buffer.from([tag, 0x82, content.length >> 8, content.length & 0xff]), content]);
  };

  it.each<[string, string]>([
    ['OpenSSH', `-----BEGIN OPENSSH PRIVATE KEY-----\n${base64('openssh-key-v1\0none')}\n`],
    ['OpenSSH without its armour', base64(`openssh-key-v1\0${'x'.repeat(60)}`)],
    ['SSH2', '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----'],
    ['PGP', '-----BEGIN PGP PRIVATE KEY BLOCK-----'],
    ['PuTTY', 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none'],
    ['a JSON Web Key', JSON.stringify(ec.privateKey.export({ format: 'jwk' }))],
    ['a JSON Web Key in base64', base64(JSON.stringify(rsa.privateKey.export({ format: 'jwk' })))],
    ['PKCS#12', base64(der(0x30, Buffer.from([2, 1, 3]), der(0x30, Buffer.alloc(300))))],
    ['old PEM with a password', pemOf(rsa.privateKey, { type: 'pkcs1', ...locked })],
  ])('is found: %s', (_, text) => {
    expect(holdsPrivateKey(text)).toBe(true);
  });
});

describe('text without a private key', () => {
  it.each([
    'The private key was stolen on Monday.',
    'Private Key Holder GmbH',
    'key compromise: PRIVATE, KEY and certificate',
    base64('attestation of the tests, which is long enough to be looked into'),
    JSON.stringify(ec.publicKey.export({ format: 'jwk' })),
    ...[rsa, ec, ed].flatMap(({ publicKey }) => {
      const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
      return [pem, base64(pem), base64(publicKey.export({ type: 'spki', format: 'der' }))];
    }),
    base64(rsa.publicKey.export({ type: 'pkcs1', format: 'der' })),
  ])('is none: %s', (text) => {
    expect(holdsPrivateKey(text)).toBe(false);
  });

  it.each(readdirSync(FIXTURES).filter((name) => name.endsWith('.pem')))('is the CSR %s', (name) => {
    const pem = readFileSync(join(FIXTURES, name), 'utf8');
    expect(holdsPrivateKey(pem)).toBe(false);
    expect(holdsPrivateKey(pem.replace(/-----[^-]+-----/g, ''))).toBe(false);
  });

  it('are certificates, alone and in PKCS#7', async () => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
    const certificate = await X509CertificateGenerator.createSelfSigned({
      name: 'CN=a',
      keys,
      signingAlgorithm: algorithm,
    });
    const bundle = new X509Certificates([certificate, certificate]);
    const pem = certificate.toString('pem');
    for (const text of [pem, base64(pem + pem), base64(Buffer.from(bundle.export('raw')))]) {
      expect(holdsPrivateKey(text)).toBe(false);
    }
  });

  it('is what chance makes', () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), fc.base64String({ minLength: 48 })), (text) => {
        expect(holdsPrivateKey(text)).toBe(false);
      }),
    );
  });
});

describe('looking for a private key', () => {
  it.each([
    ['the name of a member of a key', '"kty"'],
    ['the private part of one', '"d":'],
    ['the beginning of armour', '-----a'],
    ['dashes', '-'],
    ['the mark of a key', 'PRIVATE '],
    ['blanks', ' \n'],
    ['empty elements', 'MAAw'],
  ])('takes no longer than reading where %s come again and again', (_, piece) => {
    // whatever looks at each of them for as long as the text is would not end
    expect(holdsPrivateKey(piece.repeat(1_000_000 / piece.length))).toBe(false);
  });
});
