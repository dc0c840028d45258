import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TestAuthority } from '../../../test/factories/certificates.js';
import { aCsr } from '../../../test/factories/csr.js';
import { publicKeyOfCsr } from '../../orders/domain/csr.js';
import { certificatesIn, distinct } from './certificates-in.js';
import { type DeliveredCertificate, type Ordered, readDelivered } from './delivered-certificate.js';

const ORDERED: Ordered = {
  organizationName: 'Company ABC 123',
  individual: false,
  validityDays: 365,
  publicKey: null,
};
const DAY_MS = 86_400_000;

/** The certificate of one text, with one text of issuers. */
const readOne = (pem: string, ca: string | null, ordered: Ordered): DeliveredCertificate | undefined =>
  readDelivered({ certificates: [pem], caCertificates: ca === null ? [] : [ca] }, ordered).certificate;

const ENDS_WITH_PLUS = [
  '-----BEGIN CERTIFICATE-----',
  'MIIBajCCARGgAwIBAgIQaM9stGpQXkMmuAgFXUoL9DAKBggqhkjOPQQDAjAtMRIw',
  'EAYDVQQDEwlUZXN0IFJvb3QxFzAVBgNVBAoTDlRlc3QgQXV0aG9yaXR5MB4XDTI2',
  'MTEyODAxMTMwNFoXDTM2MTEyNjAxMTMwNFowLTESMBAGA1UEAxMJVGVzdCBSb290',
  'MRcwFQYDVQQKEw5UZXN0IEF1dGhvcml0eTBZMBMGByqGSM49AgEGCCqGSM49AwEH',
  'A0IABG6uz8D3JScRMyNnVu+tJgdEtIPD157Ci0aPeBdXZlmyt74omJDHvZPu8drx',
  'HvvjmZ1EnMFW+Z9Ha23Fd010l9mjEzARMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZI',
  'zj0EAwIDRwAwRAIgGfl34AGZaJ16F1AkfIj0MRTYOUKC9V3efHOvgS1EbZACIDe4',
  'ElsTFKGCTQmtKYzbL3a2wl8lDpWqHUEAUNH7ypu+',
  '-----END CERTIFICATE-----',
  '',
].join('\n');

describe('a delivered certificate', () => {
  let authority: TestAuthority;
  let chain: string;
  beforeAll(async () => {
    authority = await TestAuthority.create();
    chain = authority.chain.join('');
  });
  const mismatches = (pem: string, ordered: Partial<Ordered> = {}, ca: string | null = chain) =>
    readOne(pem, ca, { ...ORDERED, ...ordered })?.mismatches;

  it('is read with its chain, nearest issuer first, in whatever order they came', async () => {
    const pem = await authority.issue();
    const leaf = new X509Certificate(pem);

    const delivered = readOne(pem, [...authority.chain].reverse().join('\n'), ORDERED);

    expect(delivered).toMatchObject({
      sha256: leaf.fingerprint256.replaceAll(':', '').toLowerCase(),
      serialNumber: leaf.serialNumber.toLowerCase(),
      subject: 'CN=Somebody, O=Company ABC 123, C=US',
      issuer: 'CN=Test Intermediate, O=Test Authority',
      notBefore: new Date(leaf.validFrom),
      notAfter: new Date(leaf.validTo),
      mismatches: [],
    });
    expect(new X509Certificate(delivered?.certificatePem ?? '').raw).toEqual(leaf.raw);
    const raw = authority.chain.map((issuer) => new X509Certificate(issuer).raw);
    expect(
      delivered?.chainPem.split(/(?<=END CERTIFICATE-----\n)/).map((one) => new X509Certificate(one).raw),
    ).toEqual(raw);
  });

  /** The certificate with other bytes of the same length; nobody checks its signature. */
  async function bent(from: RegExp, to: string): Promise<string> {
    const hex = new X509Certificate(await authority.issue()).raw.toString('hex');
    expect(hex).toMatch(from);
    const base64 = Buffer.from(hex.replace(from, to), 'hex').toString('base64');
    return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
  }

  it('with a key of a kind that nobody knows is not of the key that was ordered', async () => {
    const pem = await bent(/2a8648ce3d0201/, '2a8648ce3d027f');
    const publicKey = publicKeyOfCsr(await aCsr());

    expect(mismatches(pem, { publicKey }, null)).toEqual(['key']);
  });

  it('with dates that are none is none', async () => {
    const pem = await bent(/170d[0-9a-f]{24}5a/, `170d${Buffer.from('269999999999').toString('hex')}5a`);

    expect(readOne(pem, chain, ORDERED)).toBeUndefined();
  });

  it('that cannot be read is not taken for its issuer, which came in the same text', async () => {
    const pem = await authority.issue();
    const half = pem.replace(/(?<=-\n)[^-]{100}/, '');

    expect(readOne(half + chain, null, ORDERED)).toBeUndefined();
  });

  it('may be of somebody without a name', async () => {
    const pem = await authority.issue({ subject: '' });

    expect(readOne(pem, chain, ORDERED)).toMatchObject({ subject: '', mismatches: ['organization'] });
  });

  it('that never ends takes no time to be seen through', () => {
    const endless = '-----BEGIN CERTIFICATE-----'.repeat(20_000);
    const before = process.cpuUsage();

    expect(readOne(endless, endless, ORDERED)).toBeUndefined();
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
  });

  it('may come with its chain in one text, or without one, or with itself in the chain', async () => {
    const pem = await authority.issue();

    expect(readOne(pem + chain, null, ORDERED)).toEqual(readOne(pem, chain, ORDERED));
    expect(readOne(pem, null, ORDERED)).toMatchObject({ chainPem: '', mismatches: [] });
    expect(readOne(pem, pem + chain, ORDERED)).toEqual(readOne(pem, chain, ORDERED));
  });

  it('is read also when a form has lost its plus signs or its line ends', async () => {
    const pem = await authority.issue();
    const expected = readOne(pem, chain, ORDERED);

    expect(readOne(pem.replaceAll('+', ' '), chain.replaceAll('+', ' '), ORDERED)).toEqual(expected);
    expect(readOne(pem.replace(/\n/g, '\r\n'), chain, ORDERED)).toEqual(expected);
    expect(readOne(pem.replace(/\n/g, ' '), chain, ORDERED)).toEqual(expected);
  });

  it('is read also when the plus sign that a form has lost was its last', () => {
    const { certificates } = distinct(certificatesIn([ENDS_WITH_PLUS.replaceAll('+', ' ')]));

    expect(certificates.map(({ subject }) => subject)).toEqual(['CN=Test Root\nO=Test Authority']);
  });

  it.each(['company abc 123', 'Company  ABC 123 ', 'Company ABC\u00a0123'])(
    'is for the organization that was ordered as "%s"',
    async (organizationName) => {
      expect(mismatches(await authority.issue(), { organizationName })).toEqual([]);
    },
  );

  it('for another organization, or none, is not what was ordered', async () => {
    expect(mismatches(await authority.issue({ organization: 'Company ABC 124' }))).toEqual(['organization']);
    expect(mismatches(await authority.issue({ organization: null }))).toEqual(['organization']);
  });

  it('has an organization with a comma in its name', async () => {
    const pem = await authority.issue({ organization: '"Company, Inc."' });
    expect(mismatches(pem, { organizationName: 'Company, Inc.' })).toEqual([]);
  });

  it('of a person need not name an organization, but if it does, the right one', async () => {
    expect(mismatches(await authority.issue({ organization: null }), { individual: true })).toEqual([]);
    expect(mismatches(await authority.issue({ organization: 'Other' }), { individual: true })).toEqual([
      'organization',
    ]);
  });

  it('must certify the key of the request, where there was one', async () => {
    const csr = await aCsr();
    const publicKey = publicKeyOfCsr(csr);
    expect(publicKey).not.toBeNull();

    expect(mismatches(await authority.issue({ csr }), { publicKey })).toEqual([]);
    expect(mismatches(await authority.issue(), { publicKey })).toEqual(['key']);
  });

  it.each([
    ['as long as ordered', { days: 365 }, []],
    ['a little longer', { days: 395 }, []],
    ['shorter', { days: 300 }, ['validity']],
    ['much longer', { days: 800 }, ['validity']],
    ['over already', { notBefore: new Date(Date.now() - 400 * DAY_MS) }, ['validity']],
  ])('that is valid %s', async (_, traits, expected) => {
    expect(mismatches(await authority.issue(traits))).toEqual(expected);
  });

  it('does not fit a chain of somebody else', async () => {
    const other = await TestAuthority.create();

    expect(mismatches(await authority.issue(), {}, other.chain.join(''))).toEqual(['chain']);
    expect(mismatches(await authority.issue(), {}, chain + other.chain.join(''))).toEqual(['chain']);
  });

  it('is none when it cannot be read', () => {
    for (const pem of ['', 'MIIB', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', '\0'])
      expect(readOne(pem, null, ORDERED)).toBeUndefined();
  });

  it('never makes the reader throw', async () => {
    const pem = await authority.issue();
    fc.assert(
      fc.property(fc.nat(pem.length - 1), fc.string(), (at, text) => {
        readOne(pem.slice(0, at) + text + pem.slice(at + 1), pem.slice(0, at) + pem, ORDERED);
      }),
    );
  });
});
