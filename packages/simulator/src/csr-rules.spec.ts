import 'reflect-metadata';
import { createHash, webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Pkcs10CertificateRequestGenerator, SubjectAlternativeNameExtension } from '@peculiar/x509';
import { checkCsr } from './csr-rules.js';

type KeyPair = Awaited<ReturnType<typeof keyPair>>;

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]) };
const keyPair = (algorithm: object) =>
  webcrypto.subtle.generateKey(algorithm as webcrypto.RsaHashedKeyGenParams, true, ['sign', 'verify']);
const request = (keys: KeyPair, name: string, dnsNames: readonly string[] = []) =>
  Pkcs10CertificateRequestGenerator.create(
    {
      name,
      keys,
      signingAlgorithm: { ...keys.publicKey.algorithm, hash: 'SHA-256' },
      extensions: dnsNames.length === 0 ? [] : [new SubjectAlternativeNameExtension(dnsNames.map(dns))],
    },
    webcrypto,
  );
const dns = (value: string) => ({ type: 'dns' as const, value });
const base64 = (der: ArrayBuffer) => Buffer.from(der).toString('base64');
const rowOf = async (csr: string, compromised: readonly string[] = []) =>
  (await checkCsr(csr, new Set(compromised)))?.row ?? null;

let ec: KeyPair;
beforeAll(async () => {
  ec = await keyPair({ name: 'ECDSA', namedCurve: 'P-256' });
});

describe('a CSR', () => {
  it('passes as PEM, as folded base64 and as one line', async () => {
    const csr = await request(ec, 'CN=John Doe,O=Company ABC 123');
    const bare = base64(csr.rawData);
    expect(await rowOf(csr.toString('pem'))).toBeNull();
    expect(
      await rowOf(csr.toString('pem').replaceAll('CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST')),
    ).toBeNull();
    expect(await rowOf(bare.replace(/.{64}/g, '$&\r\n'))).toBeNull();
    expect(await rowOf(bare)).toBeNull();
  });

  it.each([
    ['RSA 2048', { ...RSA, modulusLength: 2048 }, null],
    ['RSA 1024 (-13)', { ...RSA, modulusLength: 1024 }, 13],
    ['EC P-384', { name: 'ECDSA', namedCurve: 'P-384' }, null],
    ['EC P-521', { name: 'ECDSA', namedCurve: 'P-521' }, null],
    ['Ed25519 (-11)', { name: 'Ed25519' }, 11],
  ])('with a key of %s gets row %s', async (_what, algorithm, row) => {
    expect(await rowOf(base64((await request(await keyPair(algorithm), 'CN=John Doe')).rawData))).toBe(row);
  });

  it('signed with SHA-1 is refused (-11)', async () => {
    const keys = await keyPair({ ...RSA, hash: 'SHA-1', modulusLength: 2048 });
    const csr = await Pkcs10CertificateRequestGenerator.create(
      { name: 'CN=John Doe', keys, signingAlgorithm: { name: RSA.name, hash: 'SHA-1' } },
      webcrypto,
    );
    expect(await rowOf(base64(csr.rawData))).toBe(11);
  });

  it.each([
    ['+ lost as a space', (csr: string) => csr.replace(/[A-Za-z]/, ' ')],
    ['a character outside the alphabet', (csr: string) => `${csr.slice(0, 8)}*${csr.slice(9)}`],
    ['a lost last character', (csr: string) => csr.replace(/=*$/, '').slice(0, -1)],
    [
      'the armour of a certificate',
      (csr: string) => `-----BEGIN CERTIFICATE-----\n${csr}\n-----END CERTIFICATE-----`,
    ],
  ])('with %s is not base64 (-9)', async (_what, spoil) => {
    const csr = base64((await request(ec, 'CN=John Doe')).rawData);
    expect(await rowOf(spoil(csr))).toBe(9);
  });

  it('that is base64 of something else cannot be decoded (-10)', async () => {
    expect(await rowOf(Buffer.from('hello, world').toString('base64'))).toBe(10);
    const der = Buffer.from((await request(ec, 'CN=John Doe')).rawData);
    expect(await rowOf(der.subarray(0, -3).toString('base64'))).toBe(10);
    expect(await rowOf(Buffer.concat([der, Buffer.from('abc')]).toString('base64'))).toBe(10);
  });

  it('with a changed byte has an invalid signature (-12)', async () => {
    const der = Buffer.from((await request(ec, 'CN=John Doe')).rawData);
    der[der.indexOf('John')] = 'B'.charCodeAt(0);
    expect(await rowOf(der.toString('base64'))).toBe(12);
  });

  it('with a key on the compromised list is refused (-40)', async () => {
    const csr = await request(ec, 'CN=John Doe');
    const fingerprint = createHash('sha256').update(Buffer.from(csr.publicKey.rawData)).digest('hex');
    expect(await rowOf(base64(csr.rawData), [fingerprint])).toBe(21);
    expect(await rowOf(base64(csr.rawData), ['0'.repeat(64)])).toBeNull();
  });

  it.each([
    ['O=Company ABC 123', 8],
    ['CN=*.example.com', 5],
    ['CN=www.example.com', 18],
    ['CN=EXAMPLE.COM.', 18],
    ['CN=xn--bcher-kva.example', 18],
    ['CN=8.8.8.8', 19],
    ['CN=2001:4860:4860::8888', 19],
    ['CN=10.1.2.3', 20],
    ['CN=127.0.0.1', 20],
    ['CN=fe80::1', 20],
    ['CN=J. R. Doe', null],
    ['CN=Doe & Söhne GmbH', null],
    ['CN=localhost', null],
  ])('for %s gets row %s', async (name, row) => {
    expect(await rowOf(base64((await request(ec, name)).rawData))).toBe(row);
  });

  it('with a DNS name among its alternative names is refused (-162)', async () => {
    expect(await rowOf(base64((await request(ec, 'CN=John Doe', ['example.com'])).rawData))).toBe(48);
  });
});
