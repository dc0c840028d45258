// @peculiar/x509 finds its own parts through this polyfill, which must be loaded before it
import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import * as x509 from '@peculiar/x509';
import { craftedCsr, type CraftedTraits } from '../../../test/factories/crafted-csr.js';
import { examineCsr } from './csr.js';

const PKCS9 = '1.2.840.113549.1.9.14';
const KEY_USAGE = new x509.Extension('2.5.29.15', true, Buffer.from([3, 2, 5, 0xa0]));

const repeated = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

/** `code: detail` of the refusal, or `passes`. */
async function verdictOn(traits: CraftedTraits): Promise<string> {
  const verdict = await examineCsr(await craftedCsr(traits));
  return verdict.ok ? 'passes' : `${verdict.code}: ${verdict.detail}`;
}

/** An attribute that asks for extensions, in as many lists as given. */
const asking = (...lists: x509.Extension[][]): x509.Attribute =>
  new x509.Attribute(
    PKCS9,
    lists.flatMap((extensions) => new x509.ExtensionsAttribute(extensions).values),
  );
const alternativeNames = (count: number, type: 'email' | 'dns'): x509.Attribute[] => [
  asking([new x509.SubjectAlternativeNameExtension(repeated(count, { type, value: 'a@b.example' }))]),
];
const units = (count: number): object[] => [{ CN: ['Doe'] }, ...repeated(count - 1, { OU: ['Unit'] })];

describe('a CSR with as much as is looked into', () => {
  it.each<[string, CraftedTraits]>([
    ['names in its subject', { name: units(50) }],
    ['bytes in a name', { name: [{ CN: ['x'.repeat(1_024)] }] }],
    ['attributes', { attributes: repeated(32, new x509.ChallengePasswordAttribute('secret')) }],
    ['lists of extensions', { attributes: [asking(...repeated(32, [KEY_USAGE]))] }],
    ['extensions', { attributes: [asking(repeated(64, KEY_USAGE))] }],
    ['alternative names', { attributes: alternativeNames(100, 'email') }],
  ])('passes: %s', async (_, traits) => {
    expect(await verdictOn(traits)).toBe('passes');
  });
});

describe('a CSR with more than is looked into', () => {
  it.each<[string, CraftedTraits]>([
    ['50 names in its subject', { name: units(51) }],
    ['50 names in its subject', { name: [{ CN: ['Doe'], OU: repeated(1_500, 'u') }] }],
    ['1024 bytes in a name of its subject', { name: [{ CN: ['x'.repeat(1_025)] }] }],
    ['1024 bytes in a name of its subject', { name: [{ CN: ['Doe'] }, { OU: ['x'.repeat(20_000)] }] }],
    ['32 attributes', { attributes: repeated(33, new x509.ChallengePasswordAttribute('secret')) }],
    ['32 attributes', { attributes: repeated(500, asking([KEY_USAGE])) }],
    ['32 values of attributes', { attributes: [asking(...repeated(33, [KEY_USAGE]))] }],
    [
      '32 values of attributes',
      { attributes: [new x509.Attribute('1.2.3', repeated(8_000, Buffer.from([5, 0])))] },
    ],
    ['64 extensions', { attributes: [asking(repeated(65, KEY_USAGE))] }],
    ['64 extensions', { attributes: [asking(repeated(1_000, KEY_USAGE))] }],
    ['100 alternative names', { attributes: alternativeNames(101, 'email') }],
    ['1000 parts', { attributes: [new x509.Attribute('1.2.3', [manyNulls(1_000)])] }],
  ])('is refused, having more than %s', async (what, traits) => {
    expect(await verdictOn(traits)).toBe(`csr-not-decodable: the CSR has more than ${what}`);
  });

  it('is refused for DNS names rather than for their number', async () => {
    const refusal = 'csr-domain-names-not-allowed: the CSR asks for DNS names';
    expect(await verdictOn({ attributes: alternativeNames(1, 'dns') })).toBe(refusal);
    expect(await verdictOn({ attributes: alternativeNames(1_500, 'dns') })).toBe(refusal);
  });
});

describe('the text of the subject', () => {
  it.each<[string, object]>([
    ['control-character', { utf8String: 'Doe\0Ltd' }],
    ['control-character', { printableString: 'Doe\0Ltd' }],
    ['control-character', { ia5String: 'Doe\nLtd' }],
    ['control-character', { bmpString: 'Doe\u0000Ltd' }],
    ['control-character', { universalString: 'Doe\u0085' }],
    ['bidi-control', { utf8String: 'Doe\u202eLtd' }],
    ['bidi-control', { bmpString: 'Doe\u2066Ltd' }],
    ['malformed-unicode', { bmpString: 'Doe\ud800' }],
    ['malformed-unicode', { bmpString: '\udc00Doe' }],
    ['replacement-character', { utf8String: 'D\ufffde' }],
    ['noncharacter', { utf8String: 'Doe\uffff' }],
  ])('has no %s: %j', async (flaw, value) => {
    const refusal = `csr-not-decodable: the subject of the CSR has a fault in its text: ${flaw}`;
    expect(await verdictOn({ name: [{ CN: [value] }] })).toBe(refusal);
    expect(await verdictOn({ name: [{ CN: ['Doe'] }, { O: [value] }] })).toBe(refusal);
  });

  it.each(['\u200b', '\u3164', '\u2800', '\u0301'])(
    'is no common name where nothing can be seen: %j',
    async (name) => {
      expect(await verdictOn({ name: [{ CN: [name] }] })).toMatch(/^csr-field-missing: /);
    },
  );

  it.each<[string, object]>([
    ['UTF-8', { utf8String: 'Jürgen Müller 株式会社' }],
    ['UTF-16', { bmpString: 'Иванов' }],
    ['UTF-32', { universalString: 'Иванов' }],
    ['with a joiner', { utf8String: 'می\u200cخواهم' }],
    ['with a mark of direction', { utf8String: 'חברה\u200f' }],
  ])('may be of any script, in %s', async (_, value) => {
    expect(await verdictOn({ name: [{ CN: [value] }] })).toBe('passes');
  });
});

/** SEQUENCE OF NULL. */
function manyNulls(count: number): Buffer {
  const content = Buffer.concat(repeated(count, Buffer.from([5, 0])));
  return Buffer.concat([Buffer.from([0x30, 0x82, content.length >> 8, content.length & 0xff]), content]);
}

describe('UTF-8 that is none', () => {
  it('in the subject is refused', async () => {
    const pem = await craftedCsr({ name: [{ CN: [{ utf8String: 'Company' }] }] });
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    der[der.indexOf('Company')] = 0xff;
    expect(await examineCsr(der.toString('base64'))).toMatchObject({
      code: 'csr-not-decodable',
      detail: expect.stringContaining('malformed-unicode'),
    });
  });
});
