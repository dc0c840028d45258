// @peculiar/x509 finds its own parts through this polyfill, which must be loaded before it
import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { X509Certificate as PeculiarCertificate, X509Certificates } from '@peculiar/x509';
import fc from 'fast-check';
import { TestAuthority } from '../../../test/factories/certificates.js';
import { aCsr } from '../../../test/factories/csr.js';
import { publicKeyOfCsr } from '../../orders/domain/csr.js';
import { type DeliveredTexts, type Delivery, type Ordered, readDelivered } from './delivered-certificate.js';

const ORDERED: Ordered = {
  organizationName: 'Company ABC 123',
  individual: false,
  validityDays: 365,
  publicKey: null,
};

const base64 = (pem: string): string => new X509Certificate(pem).raw.toString('base64');
const wrapped = (text: string): string => text.replace(/.{64}/g, '$&\r\n');
const pkcs7 = (pems: readonly string[]): string =>
  Buffer.from(new X509Certificates(pems.map((pem) => new PeculiarCertificate(pem))).export('raw')).toString(
    'base64',
  );

type Texts = readonly [certificates: readonly string[], caCertificates: readonly string[]];

describe('what is delivered', () => {
  let leaf: string;
  let chain: readonly string[];
  let root: string;
  let intermediate: string;
  let csr: string;
  beforeAll(async () => {
    const authority = await TestAuthority.create();
    csr = await aCsr();
    leaf = await authority.issue({ csr });
    chain = authority.chain;
    [intermediate = '', root = ''] = chain;
  });

  const read = ([certificates, caCertificates]: Texts, ordered: Partial<Ordered> = {}): Delivery =>
    readDelivered({ certificates, caCertificates } satisfies DeliveredTexts, { ...ORDERED, ...ordered });

  const FORMS: readonly (readonly [how: string, texts: () => Texts])[] = [
    ['with each issuer in a value of its own', () => [[leaf], [intermediate, root]]],
    ['with the root first', () => [[leaf], [root, intermediate]]],
    ['with the root first, in one text', () => [[root + intermediate + leaf], []]],
    ['with itself among its issuers', () => [[leaf], [root + leaf, intermediate + root]]],
    ['in the place of its issuers, and they in its own', () => [chain, [leaf]]],
    ['without an armour', () => [[base64(leaf)], chain.map(base64)]],
    [
      'without an armour, in lines',
      () => [[wrapped(base64(leaf))], chain.map((pem) => wrapped(base64(pem)))],
    ],
    [
      'without an armour, its plus signs lost',
      () => [[base64(leaf).replaceAll('+', ' ')], chain.map(base64)],
    ],
    ['without an armour, one behind the other', () => [[base64(leaf)], [chain.map(base64).join('\n')]]],
    ['without an armour, with commas between', () => [[[leaf, ...chain].map(base64).join(', ')], []]],
    [
      'without an armour, as one',
      () => [
        [Buffer.concat([leaf, ...chain].map((pem) => new X509Certificate(pem).raw)).toString('base64')],
        [],
      ],
    ],
    [
      'as Base64 of PEM',
      () => [[Buffer.from(leaf).toString('base64')], [Buffer.from(chain.join('')).toString('base64')]],
    ],
    [
      'as Base64 of PEM, in lines',
      () => [[wrapped(Buffer.from(leaf + chain.join('')).toString('base64'))], []],
    ],
    ['as PKCS#7', () => [[pkcs7([leaf, ...chain])], []]],
    ['as PKCS#7 with the root first', () => [[wrapped(pkcs7([root, intermediate, leaf]))], []]],
    [
      'as PKCS#7 with an armour',
      () => [[`-----BEGIN PKCS7-----\n${wrapped(pkcs7([leaf, ...chain]))}\n-----END PKCS7-----\n`], []],
    ],
    [
      'as Base64 of PKCS#7 with an armour',
      () => [
        [
          Buffer.from(`-----BEGIN PKCS7-----\n${pkcs7([leaf, ...chain])}\n-----END PKCS7-----`).toString(
            'base64',
          ),
        ],
        [],
      ],
    ],
    ['with issuers as PKCS#7', () => [[leaf], [pkcs7(chain)]]],
    [
      'with line ends that were escaped once too often',
      () => [[leaf.replaceAll('\n', '\\n')], [chain.join('').replaceAll('\n', '\\r\\n')]],
    ],
    ['with words around it', () => [[`Your certificate:\n${leaf}\nBest regards`], [`${chain.join('\n')}`]]],
    ['with another armour', () => [[leaf.replaceAll('CERTIFICATE', 'X509 CERTIFICATE')], chain]],
  ];

  it.each(FORMS)('%s, is read as a whole', (_how, texts) => {
    for (const publicKey of [null, publicKeyOfCsr(csr)]) {
      const { certificate, unreadable } = read(texts(), { publicKey });
      expect(unreadable).toBe(false);
      expect(certificate).toEqual(read([[leaf], [intermediate + root]], { publicKey }).certificate);
      expect(certificate?.mismatches).toEqual([]);
      expect(new X509Certificate(certificate?.certificatePem ?? '').raw).toEqual(
        new X509Certificate(leaf).raw,
      );
      expect(certificate?.chainPem).toBe(chain.map((pem) => String(new X509Certificate(pem))).join(''));
    }
  });

  it.each<[string, () => Texts]>([
    ['words', () => [['Your certificate is attached.'], []]],
    ['half of it', () => [[leaf.slice(0, 300)], chain]],
    ['bits of it, without an armour', () => [[base64(leaf).slice(100)], chain.map(base64)]],
    ['half a PKCS#7', () => [[pkcs7([leaf, ...chain]).slice(0, 400)], chain]],
    ['a PKCS#7 of nothing', () => [[pkcs7([])], []]],
    ['a request', () => [[csr], []]],
    ['its issuers alone', () => [chain, []]],
    ['an address', () => [['https://secure.trust-provider.com/products/download/1'], []]],
    ['a certificate of years before the first', () => [[withYear('00010101000000Z')], []]],
  ])('as %s, is none', (_what, texts) => {
    expect(read(texts()).certificate).toBeUndefined();
  });

  /** Its beginning as a GeneralizedTime; nobody checks its signature. */
  function withYear(time: string): string {
    const hex = new X509Certificate(leaf).raw.toString('hex');
    const utc = /170d([0-9a-f]{26})/.exec(hex)?.[0] ?? '';
    const general = `180f${Buffer.from(time).toString('hex')}`;
    return lengthened(hex, utc, general);
  }

  /** The certificate with two bytes more in its validity, and so in all that holds it. */
  function lengthened(hex: string, from: string, to: string): string {
    const at = hex.indexOf(from);
    const validity = hex.slice(at - 4, at);
    const longer = (length: string): string =>
      (Number.parseInt(length, 16) + 2).toString(16).padStart(length.length, '0');
    const grown =
      hex.slice(0, at - 4) +
      validity.slice(0, 2) +
      longer(validity.slice(2)) +
      to +
      hex.slice(at + from.length);
    const outer = grown.replace(
      /^3082([0-9a-f]{4})3082([0-9a-f]{4})/,
      (_all, one: string, two: string) => `3082${longer(one)}3082${longer(two)}`,
    );
    return Buffer.from(outer, 'hex').toString('base64');
  }

  it('is kept when an issuer that came with it cannot be read, which is said', () => {
    const { certificate, unreadable } = read([[leaf], [intermediate, root.slice(0, 200)]]);
    expect(unreadable).toBe(true);
    expect(certificate).toMatchObject({
      chainPem: String(new X509Certificate(intermediate)),
      mismatches: [],
    });
  });

  it('is known by its key among others that could be it', async () => {
    const authority = await TestAuthority.create();
    const other = await authority.issue();
    const publicKey = publicKeyOfCsr(csr);
    for (const certificates of [[other, leaf], [other + leaf], [leaf, other]]) {
      const { certificate } = read([certificates, chain], { publicKey });
      expect(certificate).toMatchObject({ sha256: sha256Of(leaf), mismatches: ['chain'] });
    }
  });

  it('is the one that is most like the order where no key tells', async () => {
    const authority = await TestAuthority.create();
    const other = await authority.issue({ organization: 'Somebody else' });
    expect(read([[other, leaf], []]).certificate).toMatchObject({ sha256: sha256Of(leaf) });
  });

  const sha256Of = (pem: string): string =>
    new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();

  it.each([
    ['a backslash', 'Back\\slash Inc.'],
    ['a comma and a plus', 'One, Two + Three'],
    ['quotes', 'The "Best" Company'],
    ['angle brackets and a semicolon', 'A<B>; C'],
    ['a number sign at its beginning', '#1 Company'],
    ['an equals sign', 'a=b'],
    ['a backslash before a comma', 'a\\, b'],
  ])('has the organization that was ordered, with %s in its name', async (_what, organizationName) => {
    const authority = await TestAuthority.create();
    const escaped = organizationName.replace(/[\\,+"<>;#=]/g, '\\$&');
    const pem = await authority.issue({ organization: escaped });
    expect(read([[pem], authority.chain], { organizationName }).certificate?.mismatches).toEqual([]);
    const another = { organizationName: organizationName.replace(/[\\,+"<>;#=]/, '') };
    expect(read([[pem], authority.chain], another).certificate?.mismatches).toEqual(['organization']);
  });

  it('never makes the reader throw, and takes no time', () => {
    const before = process.cpuUsage();
    const unit = fc.constantFrom(
      '-----BEGIN ',
      '-----END ',
      'CERTIFICATE-----',
      'MIIB',
      '=',
      '\n',
      ',',
      '3080',
      '\\n',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), (parts) => {
        read([[parts.join('')], [parts.reverse().join('')]]);
      }),
    );
    for (const part of [
      '-----BEGIN CERTIFICATE-----',
      '=\n',
      'MIIB',
      ',',
      `${base64(leaf)},`,
      pkcs7([leaf]),
      leaf,
    ])
      read([[part.repeat(200_000 / part.length)], []]);
    expect(process.cpuUsage(before).user).toBeLessThan(8_000_000);
  });
});
