// @peculiar/x509 finds its own parts through this polyfill, which must be loaded before it
import 'reflect-metadata';
import { createPublicKey, type KeyObject, webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as x509 from '@peculiar/x509';
import fc from 'fast-check';
import { anyText } from '../../../test/support/any-text.js';
import { examineAttestation } from './attestation.js';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};

interface Certified {
  readonly key: KeyObject;
  readonly certificate: x509.X509Certificate;
}

/** A key and a certificate of it. */
async function certified(algorithm: typeof ECDSA | typeof RSA = ECDSA): Promise<Certified> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=YubiKey PIV Attestation 9a',
    keys,
    signingAlgorithm: algorithm,
  });
  const spki = Buffer.from(certificate.publicKey.rawData);
  return { key: createPublicKey({ key: spki, format: 'der', type: 'spki' }), certificate };
}

const base64 = (content: string | ArrayBuffer): string => Buffer.from(content as string).toString('base64');
const pem = (...all: Certified[]): string =>
  all.map(({ certificate }) => `${certificate.toString('pem')}\n`).join('');
const yubikey = (...all: Certified[]): string => base64(pem(...all));
const pkcs7 = (...all: Certified[]): ArrayBuffer =>
  new x509.X509Certificates(all.map(({ certificate }) => certificate)).export('raw');
const luna = (...all: Certified[]): string => base64(pkcs7(...all));

/** A certificate that has lost some of its bytes. */
const unreadable = (): string => pem(other).replace(/\n.{9}/, '\nAAAAAAAAA');

let own: Certified;
let other: Certified;
let intermediate: Certified;
let ownRsa: Certified;
let otherRsa: Certified;
beforeAll(async () => {
  own = await certified();
  other = await certified();
  intermediate = await certified(RSA);
  ownRsa = await certified(RSA);
  otherRsa = await certified(RSA);
});

describe('the attestation of a YubiKey', () => {
  it.each<[string, () => string]>([
    ['as its two certificates', () => yubikey(own, intermediate)],
    ['with CRLF', () => base64(pem(own, intermediate).replace(/\n/g, '\r\n'))],
    ['on lines of base64', () => yubikey(own, intermediate).replace(/.{64}/g, '$&\r\n')],
    [
      'with words before each certificate',
      () => base64(`subject=1\n${pem(own)}issuer=2\n${pem(intermediate)}`),
    ],
    ['without the intermediate', () => yubikey(own)],
    ['with an intermediate that cannot be read', () => base64(`${pem(own)}-----BEGIN CERTIFICATE-----`)],
  ])('for the key of the CSR passes %s', (_, write) => {
    expect(examineAttestation('YUBIKEY', write(), own.key)).toBe('own-key');
  });

  it('for an RSA key is told apart as well', () => {
    expect(examineAttestation('YUBIKEY', yubikey(ownRsa, intermediate), ownRsa.key)).toBe('own-key');
    expect(examineAttestation('YUBIKEY', yubikey(otherRsa, intermediate), ownRsa.key)).toBe('other-key');
  });

  it.each<[string, () => string]>([
    ['another key', () => yubikey(other, intermediate)],
    ['another kind of key', () => yubikey(ownRsa, intermediate)],
    ['several other keys', () => yubikey(intermediate, other, ownRsa)],
    ['another key before what cannot be read', () => base64(`${pem(other)}-----BEGIN CERTIFICATE-----\nAA`)],
    ['another key, alone', () => yubikey(other)],
    ['another key, with CRLF', () => base64(pem(other, intermediate).replace(/\n/g, '\r\n'))],
    ['another key, with words before it', () => base64(`subject=1\n${pem(other)}`)],
  ])('for %s is for another key', (_, write) => {
    expect(examineAttestation('YUBIKEY', write(), own.key)).toBe('other-key');
  });

  it.each<[string, () => string]>([
    ['the intermediate first', () => yubikey(intermediate, own)],
    ['two others first', () => yubikey(intermediate, other, own)],
    ['one that cannot be read between them', () => base64(`${pem(intermediate)}${unreadable()}${pem(own)}`)],
    ['the intermediate first, with CRLF', () => base64(pem(intermediate, own).replace(/\n/g, '\r\n'))],
  ])('for the key of the CSR that has %s is told of as such', (_, write) => {
    expect(examineAttestation('YUBIKEY', write(), own.key)).toBe('intermediate-first');
  });

  it.each<[string, () => string]>([
    ['a first certificate that cannot be read', () => base64(`${unreadable()}${pem(other)}`)],
    [
      'a first certificate that cannot be read before that of the key',
      () => base64(`${unreadable()}${pem(own)}`),
    ],
    ['a first certificate without an end', () => base64(`-----BEGIN CERTIFICATE-----\nAAAA\n${pem(other)}`)],
    [
      'another kind of PEM first',
      () => base64(`-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n${pem(other)}`),
    ],
    ['a certificate in DER', () => base64(other.certificate.rawData)],
    ['a PKCS#7 file', () => luna(other)],
    ['certificates in base64 twice', () => base64(yubikey(other, intermediate))],
    ['the start of a certificate', () => base64('-----BEGIN CERTIFICATE-----')],
    ['nothing', () => ''],
  ])('that is %s cannot be read', (_, write) => {
    expect(examineAttestation('YUBIKEY', write(), own.key)).toBe('unreadable');
  });
});

describe('the key confirmation of a Luna', () => {
  it.each<[string, () => string]>([
    ['alone', () => luna(own)],
    ['first', () => luna(own, intermediate)],
    ['last', () => luna(intermediate, other, own)],
    ['in PEM', () => base64(new x509.X509Certificates([own.certificate]).export('pem'))],
  ])('that holds the key of the CSR passes: %s', (_, write) => {
    expect(examineAttestation('LUNA', write(), own.key)).toBe('own-key');
  });

  it.each<[string, () => string]>([
    ['one', () => luna(other)],
    ['several', () => luna(intermediate, other, otherRsa)],
  ])('that holds %s without the key of the CSR is for another key', (_, write) => {
    expect(examineAttestation('LUNA', write(), own.key)).toBe('other-key');
  });

  it.each<[string, () => string]>([
    ['no certificate', () => luna()],
    ['a file that is cut', () => base64(pkcs7(other).slice(0, -1))],
    ['a certificate alone', () => base64(other.certificate.rawData)],
    ['two PEM certificates', () => yubikey(other, intermediate)],
    ['words', () => base64('attestation')],
    ['nothing', () => ''],
  ])('that is %s cannot be read', (_, write) => {
    expect(examineAttestation('LUNA', write(), own.key)).toBe('unreadable');
  });
});

describe('any other attestation', () => {
  it.each(['MARVELL_GOOGLE', 'FORTANIX', 'YUBIHSM2', 'NSHIELD', 'SOMETHING_NEW', 'yubikey', 'constructor'])(
    'such as that of %s says nothing for certain',
    (hsmType) => {
      expect(examineAttestation(hsmType, yubikey(other, intermediate), own.key)).toBe('unknown-format');
      expect(examineAttestation(hsmType, luna(other), own.key)).toBe('unknown-format');
    },
  );

  it('never throws, and says nothing for certain by chance', () => {
    const attestation = fc.oneof(fc.base64String(), fc.string().map(base64), anyText());
    fc.assert(
      fc.property(fc.constantFrom('YUBIKEY', 'LUNA'), attestation, (hsmType, keyAttestation) => {
        expect(examineAttestation(hsmType, keyAttestation, own.key)).toBe('unreadable');
      }),
    );
  });
});
