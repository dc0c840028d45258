// @peculiar/x509 finds its own parts through this polyfill, which must be loaded before it
import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as x509 from '@peculiar/x509';
import { craftedCsr } from '../../../test/factories/crafted-csr.js';
import { aCsr, derOf, pemOf, rsa, withBrokenSignature } from '../../../test/factories/csr.js';
import { examineCsr } from './csr.js';

const FIXTURES = join(__dirname, '../../../test/fixtures/csr');
const fixture = (name: string): string => readFileSync(join(FIXTURES, `${name}.pem`), 'utf8');

/** The code of the refusal, or null for a CSR that passes. */
async function codeOf(csr: string): Promise<string | null> {
  const verdict = await examineCsr(csr);
  return verdict.ok ? null : verdict.code;
}

describe('a key and its signature', () => {
  it.each([
    ['RSA 1024', rsa(1024), 'csr-key-size-unsupported'],
    ['RSA 2048', rsa(2048), null],
    ['EC P-256', { name: 'ECDSA', namedCurve: 'P-256' }, null],
    ['EC P-384', { name: 'ECDSA', namedCurve: 'P-384' }, null],
    ['EC P-521', { name: 'ECDSA', namedCurve: 'P-521' }, null],
  ] as const)('of %s get %3$s', async (_, algorithm, code) => {
    expect(await codeOf(await aCsr({ algorithm }))).toBe(code);
  });

  it.each([
    ['rsa-8192', null],
    ['rsa-pss-signature', null],
    ['ec-compressed-point', null],
    ['rsa-2047', 'csr-key-size-unsupported'],
    ['rsa-16384', 'csr-key-size-unsupported'],
    ['rsa-pss-key', 'csr-algorithm-unsupported'],
    ['dsa', 'csr-algorithm-unsupported'],
    ['ed25519', 'csr-algorithm-unsupported'],
    ['ed448', 'csr-algorithm-unsupported'],
    ['ec-secp224r1', 'csr-algorithm-unsupported'],
    ['ec-secp256k1', 'csr-algorithm-unsupported'],
    ['ec-brainpoolP256r1', 'csr-algorithm-unsupported'],
    ['ec-explicit-parameters', 'csr-algorithm-unsupported'],
    ['rsa-md5', 'csr-algorithm-unsupported'],
    ['rsa-sha1', 'csr-algorithm-unsupported'],
    ['rsa-sha224', 'csr-algorithm-unsupported'],
    ['ec-sha1', 'csr-algorithm-unsupported'],
    ['ec-sha3-256', 'csr-algorithm-unsupported'],
  ])('of the fixture %s get %s', async (name, code) => {
    expect(await codeOf(fixture(name))).toBe(code);
  });

  it.each([
    ['RSASSA-PKCS1-v1_5', 'SHA-384'],
    ['RSASSA-PKCS1-v1_5', 'SHA-512'],
    ['ECDSA', 'SHA-384'],
    ['ECDSA', 'SHA-512'],
  ])('of %s with %s pass', async (name, hash) => {
    const algorithm = name === 'ECDSA' ? { name, namedCurve: 'P-256' } : { ...rsa(2048), hash };
    expect(await codeOf(await craftedCsr({ signature: { name, hash }, algorithm }))).toBeNull();
  });

  it('that do not belong together are refused', async () => {
    const pem = await aCsr();
    const tampered = derOf(pem);
    tampered.write('B', tampered.indexOf('Company'));
    expect(await codeOf(withBrokenSignature(pem))).toBe('csr-signature-invalid');
    expect(await codeOf(pemOf(tampered))).toBe('csr-signature-invalid');
  });
});

describe('the subject', () => {
  it.each([
    ['no-common-name', 'csr-field-missing'],
    ['empty-subject', 'csr-field-missing'],
    ['several-common-names', 'csr-common-name-fqdn'],
    ['common-name-in-a-set', 'csr-common-name-fqdn'],
  ])('of the fixture %s is refused with %s', async (name, code) => {
    expect(await codeOf(fixture(name))).toBe(code);
  });

  it.each<[string, object[], string | null]>([
    ['a blank common name', [{ CN: ['  '] }], 'csr-field-missing'],
    ['a blank common name beside a good one', [{ CN: [' '] }, { CN: ['Doe'] }], null],
    ['two good common names', [{ CN: ['John Doe'] }, { CN: ['Doe'] }], null],
    [
      'a wildcard in the second common name',
      [{ CN: ['Doe'] }, { CN: ['*.example.com'] }],
      'csr-wildcard-not-allowed',
    ],
    ['an address in UTF-16', [{ CN: [{ bmpString: '8.8.8.8' }] }], 'csr-common-name-public-ip'],
    ['an address in UTF-32', [{ CN: [{ universalString: '10.1.2.3' }] }], 'csr-common-name-ip'],
    ['a host name as unit only', [{ CN: ['Doe'] }, { OU: ['www.example.com'] }], null],
  ])('with %s gets %3$s', async (_, name, code) => {
    expect(await codeOf(await craftedCsr({ name }))).toBe(code);
  });
});

describe('the extensions that are asked for', () => {
  it.each([
    ['san-email', null],
    ['san-empty', null],
    ['san-dns', 'csr-domain-names-not-allowed'],
    ['san-email-and-dns', 'csr-domain-names-not-allowed'],
    ['san-dns-utf8', 'csr-domain-names-not-allowed'],
    ['san-dns-trailing-bytes', 'csr-domain-names-not-allowed'],
    ['san-dns-constructed', 'csr-not-decodable'],
    ['san-cut', 'csr-not-decodable'],
    ['san-no-sequence', 'csr-not-decodable'],
    ['key-usage-malformed', 'csr-not-decodable'],
  ])('by the fixture %s get %s', async (name, code) => {
    expect(await codeOf(fixture(name))).toBe(code);
  });

  const dns = new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'example.com' }]);
  const email = new x509.SubjectAlternativeNameExtension([{ type: 'email', value: 'jo@example.com' }]);
  const PKCS9 = '1.2.840.113549.1.9.14';
  const MICROSOFT = '1.3.6.1.4.1.311.2.1.14';
  const asked = (type: string, ...lists: x509.Extension[][]): x509.Attribute =>
    new x509.Attribute(
      type,
      lists.flatMap((extensions) => new x509.ExtensionsAttribute(extensions).values),
    );

  it.each<[string, x509.Attribute[]]>([
    ['after another alternative name', [asked(PKCS9, [email, dns])]],
    ['in a second list', [asked(PKCS9, [email], [dns])]],
    ['in a second request', [asked(PKCS9, [email]), asked(PKCS9, [dns])]],
    ["in Microsoft's way", [asked(MICROSOFT, [dns])]],
  ])('may not have DNS names %s', async (_, attributes) => {
    expect(await codeOf(await craftedCsr({ attributes }))).toBe('csr-domain-names-not-allowed');
  });

  it('may have others', async () => {
    const attributes = [
      new x509.ChallengePasswordAttribute('secret'),
      asked(MICROSOFT, [email]),
      asked(PKCS9),
    ];
    expect(await codeOf(await craftedCsr({ attributes }))).toBeNull();
  });
});

describe('the fixtures', () => {
  it('are each used here', () => {
    const source = readFileSync(__filename, 'utf8');
    const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.pem'));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !source.includes(`'${name.replace('.pem', '')}'`))).toEqual([]);
  });
});
