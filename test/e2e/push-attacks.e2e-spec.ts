import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { TestAuthority } from '../factories/certificates.js';
import { aCsr } from '../factories/csr.js';
import { allEvents } from '../factories/events.js';
import { remoteProvisioning } from '../factories/provisioning.js';
import { aPush } from '../factories/pushes.js';
import { type ApiClient } from '../support/api-client.js';
import { withGateway } from '../support/gateway.js';
import { ORGANIZATION, PlacedCertificates } from '../support/placed-certificates.js';
import { SectigoPushes } from '../support/sectigo-pushes.js';

const ACCESS = { user: 'sectigo', password: 'püsh: secret' };
const FORM = 'application/x-www-form-urlencoded';

const pemOf = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;

/** The certificate with other bytes of the same length; nobody checks its signature. */
function bent(pem: string, from: string, to: string): string {
  const hex = new X509Certificate(pem).raw.toString('hex');
  expect(hex).toMatch(new RegExp(from));
  return pemOf(Buffer.from(hex.replaceAll(new RegExp(from, 'g'), to), 'hex'));
}

const hexOf = (text: string): string => Buffer.from(text).toString('hex');

describe('a push that wants to do harm', () => {
  const gateway = withGateway({ notifications: { ...ACCESS, allowedIps: [] } });
  let client: ApiClient;
  let pushes: SectigoPushes;
  let certificates: PlacedCertificates;
  let authority: TestAuthority;
  beforeAll(async () => {
    client = await gateway.client();
    pushes = new SectigoPushes(gateway.url, ACCESS);
    certificates = new PlacedCertificates(client, gateway.sql);
    authority = await TestAuthority.create();
  });

  /** What is pushed after it is still applied: nothing keeps the inbox waiting. */
  async function expectInboxGoesOn(): Promise<void> {
    const { id, number } = await certificates.place();
    await pushes.get(aPush(number, 6));
    await certificates.becomes(id, 'issued');
  }

  it.each([
    'constructor',
    '__proto__',
    'toString',
    '-6',
    '6.0',
    '999999999999999999999',
    '٦',
    '６',
    'NaN',
    "6'--",
  ])('with the status code %s changes nothing', async (statusCode) => {
    const { id, number } = await certificates.place();

    const answer = await pushes.get({ ...aPush(number, 6), statusCode });

    expect(answer.status).toBe(200);
    expect(await certificates.settled(number, 1)).toMatchObject([
      { state: 'unusable', reason: 'status-unrecognised' },
    ]);
    expect(await certificates.certificate(id)).toMatchObject({ status: 'pending' });
  });

  it.each(['%', '_______', "' OR 1=1 --", '٣٠٤٠٨٢٤', '-3040824', '3040824;8', '0x2e6638'])(
    'for the order number "%s" is for none',
    async (orderNumber) => {
      const { id } = await certificates.place();

      expect((await pushes.get({ ...aPush('1', 8), orderNumber })).status).toBe(200);

      await expectInboxGoesOn();
      expect(await certificates.certificate(id)).toMatchObject({ status: 'pending' });
    },
  );

  it('may name the number with blanks around it', async () => {
    const { id, number } = await certificates.place();
    await pushes.postBody(`orderNumber=+%09${number}%0D%0A&statusCode=+6+`, FORM);
    await certificates.becomes(id, 'issued');
  });

  it.each([
    [
      'a key of a kind that nobody knows',
      (pem: string) => bent(pem, '2a8648ce3d0201', '2a8648ce3d027f'),
      null,
    ],
    [
      'dates that are none',
      (pem: string) => bent(pem, '170d[0-9a-f]{24}5a', `170d${hexOf('269999999999')}5a`),
      'certificate-unreadable',
    ],
    ['a NUL in a name', (pem: string) => bent(pem, hexOf(ORGANIZATION), hexOf('Company\0ABC 123')), null],
    [
      'a name that is no UTF-8',
      (pem: string) => bent(pem, hexOf(ORGANIZATION), `ff${hexOf(ORGANIZATION).slice(2)}`),
      null,
    ],
    [
      'half of it missing',
      (pem: string) => pemOf(new X509Certificate(pem).raw.subarray(0, 200)),
      'certificate-unreadable',
    ],
  ])('with a certificate with %s is applied all the same', async (_, spoil, reason) => {
    const { id, number } = await certificates.place({ provisioning: remoteProvisioning(await aCsr()) });

    const certificate = spoil(await authority.issue());
    expect((await pushes.post(aPush(number, 6, { certificate }))).status).toBe(200);

    expect(await certificates.settled(number, 1)).toMatchObject([{ state: 'applied', reason }]);
    await certificates.becomes(id, 'issued');
    await expectInboxGoesOn();
    expect((await client.get(`/v1/orders/${id}/certificate`)).status).toBe(reason === null ? 200 : 404);
  });

  it('with a certificate of nobody, in a chain that turns in a circle, is applied all the same', async () => {
    const { id, number } = await certificates.place();
    const certificate = await authority.issue({ subject: '' });
    const caCertificate = [...authority.chain, ...authority.chain, certificate].join('').repeat(20);

    await pushes.post(aPush(number, 6, { certificate, caCertificate }));

    expect(await certificates.becomes(id, 'issued')).toMatchObject({
      mismatches: expect.arrayContaining(['organization']),
    });
    const { body } = await client.get(`/v1/orders/${id}/certificate`, { accept: 'application/json' });
    expect(body).toMatchObject({ subject: '', certificate });
  });

  it.each(['1900-01-01', '1960-01-01', '9998-01-01'])(
    'with a certificate from %s on is taken as it is, and said aloud',
    async (from) => {
      const { id, number } = await certificates.place();
      const certificate = await authority.issue({ notBefore: new Date(from), days: 300 });

      await pushes.post(aPush(number, 6, { certificate }));

      const expiresAt = new Date(new X509Certificate(certificate).validTo).toISOString();
      expect(await certificates.becomes(id, 'issued')).toMatchObject({ expiresAt, mismatches: ['validity'] });
      await expectInboxGoesOn();
      expect((await certificates.events(id)).filter((type) => type === 'certificate.expiring')).toEqual([]);
    },
  );

  it('with a name twice is read by its first value, whatever else it has; the other way round it is another', async () => {
    const [one, other] = [await certificates.place(), await certificates.place()];
    const polluted = (first: string, second: string): string =>
      `orderNumber=${first}&ORDERNUMBER=${second}&statusCode=8`;

    await pushes.postBody(polluted(one.number, other.number), FORM);
    await certificates.becomes(one.id, 'revoked');
    expect(await certificates.certificate(other.id)).toMatchObject({ status: 'pending' });

    await pushes.postBody(polluted(other.number, one.number), FORM);
    await certificates.becomes(other.id, 'revoked');
  });

  it.each([
    ['bytes that are no UTF-8', 'statusDesc=%FF%FE%C3%28&removedDomains=%ED%A0%80'],
    ['stray percent signs', 'statusDesc=100%&removedDomains=%zz%2&%=%&==&=x'],
    ['NUL in names and values', '%00=%00&statusDesc=a%00b&a%00b=%00'],
    ['three hundred parameters', Array.from({ length: 300 }, (__, n) => `p${n}=${n}`).join('&')],
    ['names of everything that an object has', '__proto__=1&constructor=2&hasOwnProperty=3&then=4'],
    ['surrogates alone', 'statusDesc=\\ud800%5Cud800%5Cu0000'],
  ])('with %s is stored and applied', async (_, more) => {
    const { id, number } = await certificates.place();
    const answer = await pushes.postBody(`orderNumber=${number}&statusCode=8&${more}`, FORM);
    expect(answer.status).toBe(200);
    await certificates.becomes(id, 'revoked');
  });

  it.each([
    ['PUT', FORM],
    ['DELETE', FORM],
    ['PATCH', FORM],
  ])('as %s in %s is refused', async (method, type) => {
    const { id, number } = await certificates.place();
    const answer = await fetch(`${gateway.url}/sectigo/notifications`, {
      method,
      headers: { authorization: basic(`${ACCESS.user}:${ACCESS.password}`), 'content-type': type },
      body: `orderNumber=${number}&statusCode=8`,
    });
    expect([404, 405, 415]).toContain(answer.status);
    await expectInboxGoesOn();
    expect(await certificates.certificate(id)).toMatchObject({ status: 'pending' });
  });

  it.each([
    ['Basic', 401],
    ['Basic ', 401],
    ['Basic !!!', 401],
    [basic('sectigo:'), 401],
    [basic('sectigo'), 401],
    [basic(':'), 401],
    [basic('sectigo:püsh: secret '), 401],
    [basic('sectigo:püsh'), 401],
    [basic('sectigo:püsh: secret').replace('Basic', 'Bearer'), 401],
    [`Basic ${'A'.repeat(2_000)}`, 401],
    [basic('sectigo:püsh: secret').replace('Basic', 'basic'), 200],
    [basic('sectigo:püsh: secret').replace('Basic', 'BASIC  '), 200],
  ])('with the authorization %j gets %i', async (authorization, status) => {
    const answer = await fetch(`${gateway.url}/sectigo/notifications?orderNumber=1`, {
      headers: { authorization },
    });
    expect(answer.status).toBe(status);
  });

  it('about the order of one client tells no other client', async () => {
    const { id, number } = await certificates.place();
    const stranger = await gateway.client('another service');
    await pushes.get(aPush(number, 8));
    await certificates.becomes(id, 'revoked');
    expect(await allEvents(stranger, '?limit=200')).toEqual([]);
    expect((await stranger.get(`/v1/orders/${id}`)).status).toBe(404);
  });
});

function basic(credentials: string): string {
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}
