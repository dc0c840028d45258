import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problemOf } from '../factories/answers.js';
import { TestAuthority } from '../factories/certificates.js';
import { aPush } from '../factories/pushes.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { ORGANIZATION, PlacedCertificates } from '../support/placed-certificates.js';
import { SectigoPushes } from '../support/sectigo-pushes.js';

const ACCESS = { user: 'sectigo', password: 'püsh: secret' };

describe('what Sectigo pushes', () => {
  let gateway: TestGateway;
  let client: ApiClient;
  let pushes: SectigoPushes;
  let authority: TestAuthority;
  let certificates: PlacedCertificates;
  beforeAll(async () => {
    authority = await TestAuthority.create();
    gateway = await startGateway({ notifications: { ...ACCESS, allowedIps: [] } });
    client = await gateway.client();
    pushes = new SectigoPushes(gateway.url, ACCESS);
    certificates = new PlacedCertificates(client, gateway.sql);
  });
  afterAll(() => gateway.stop());

  it('is answered OK and moves the certificate, with events', async () => {
    const { id, number } = await certificates.place();
    expect(await certificates.certificate(id)).toEqual({
      status: 'pending',
      statusDescription: null,
      issuedAt: null,
      revokedAt: null,
      expiresAt: null,
      mismatches: [],
    });

    const answer = await pushes.get(aPush(number, 12));

    expect([answer.status, await answer.text()]).toEqual([200, 'OK']);
    await certificates.becomes(id, 'awaiting-brand-validation');
    await pushes.get(aPush(number, 6));
    const issued = await certificates.becomes(id, 'issued');
    expect(issued).toMatchObject({ statusDescription: 'Valid', issuedAt: expect.any(String) });
    await pushes.get(aPush(number, 8, { revocationReasonCode: '1', revocationReasonName: 'keyCompromise' }));
    expect(await certificates.becomes(id, 'revoked')).toMatchObject({ revokedAt: expect.any(String) });
    expect(await certificates.events(id)).toEqual([
      'certificate.updated',
      'certificate.issued',
      'certificate.revoked',
    ]);
  });

  it('brings the certificate, which its client can fetch in three forms', async () => {
    const { id, number } = await certificates.place();
    problemOf(await client.get(`/v1/orders/${id}/certificate`), 404, 'certificate-not-available');
    const certificate = await authority.issue({ organization: ORGANIZATION });

    await pushes.post(aPush(number, 6, { certificate, caCertificate: authority.chain.join('') }));

    const { expiresAt, mismatches } = (await certificates.becomes(id, 'issued')) ?? {};
    expect(mismatches).toEqual([]);
    const path = `/v1/orders/${id}/certificate`;
    const pem = await client.get(path);
    expect(pem.headers.get('content-type')).toMatch(/^application\/pem-certificate-chain/);
    expect(pem.text).toBe([certificate, ...authority.chain].join(''));
    const json = await client.get(path, { accept: 'application/json' });
    expect(json.body).toMatchObject({
      orderId: id,
      certificate,
      chain: authority.chain,
      notAfter: expiresAt,
      mismatches: [],
    });
    const der = await fetch(gateway.url + path, {
      headers: { authorization: `Bearer ${client.key ?? ''}`, accept: 'application/pkix-cert' },
    });
    expect(der.headers.get('content-type')).toBe('application/pkix-cert');
    expect(Buffer.from(await der.arrayBuffer()).toString('base64')).toBe(
      certificate.replace(/-----[^-]+-----|\n/g, ''),
    );
    const stranger = await gateway.client('another service');
    problemOf(await stranger.get(path), 404, 'not-found');
    const listed = await client.get(
      `/v1/orders?expiresBefore=${new Date(Date.now() + 366 * 86_400_000).toISOString()}`,
    );
    expect((listed.body as { data: { id: string }[] }).data.map((order) => order.id)).toEqual([id]);
    const none = await client.get(`/v1/orders?expiresBefore=${expiresAt ?? ''}`);
    expect(none.body).toEqual({ data: [], nextCursor: null });
  });

  it('with something that is no certificate still says that it is issued', async () => {
    const { id, number } = await certificates.place();

    await pushes.post(
      aPush(number, 6, { certificate: '-----BEGIN CERTIFICATE-----\nxx\n-----END CERTIFICATE-----' }),
    );

    await certificates.becomes(id, 'issued');
    expect(await certificates.settled(number, 1)).toEqual([
      { state: 'applied', reason: 'certificate-unreadable', receipts: 1 },
    ]);
    problemOf(await client.get(`/v1/orders/${id}/certificate`), 404, 'certificate-not-available');
  });

  it('more than once is one piece of news', async () => {
    const { id, number } = await certificates.place();
    const push = aPush(number, 6);
    const turned = Object.fromEntries(Object.entries(push).reverse());

    const answers = await Promise.all([pushes.get(push), pushes.get(push), pushes.post(turned)]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await certificates.becomes(id, 'issued');
    expect(await certificates.settled(number, 1)).toEqual([{ state: 'applied', reason: null, receipts: 3 }]);
    expect(await certificates.events(id)).toEqual(['certificate.issued']);
  });

  it('in the wrong order never moves a certificate back, and what comes late still brings it', async () => {
    const { id, number } = await certificates.place();
    const certificate = await authority.issue({ organization: ORGANIZATION });

    await pushes.get(aPush(number, 8));
    await certificates.becomes(id, 'revoked');
    await pushes.post(aPush(number, 6, { certificate }));
    await pushes.get(aPush(number, 12));

    const states = (await certificates.settled(number, 3)).map(({ state }) => state);
    expect(states).toEqual(['applied', 'superseded', 'superseded']);
    expect(await certificates.certificate(id)).toMatchObject({
      status: 'revoked',
      statusDescription: 'Revoked',
    });
    expect(await certificates.events(id)).toEqual(['certificate.revoked']);
    expect((await client.get(`/v1/orders/${id}/certificate`)).text).toBe(certificate);
  });

  it('keeps the first certificate, and says that another came', async () => {
    const { id, number } = await certificates.place();
    const [first, second] = [
      await authority.issue({ organization: ORGANIZATION }),
      await authority.issue({ organization: ORGANIZATION }),
    ];

    await pushes.post(aPush(number, 6, { certificate: first }));
    await certificates.settled(number, 1);
    await pushes.post(aPush(number, 6, { certificate: second }));

    expect((await certificates.settled(number, 2))[1]).toEqual({
      state: 'superseded',
      reason: 'another-certificate',
      receipts: 1,
    });
    expect((await client.get(`/v1/orders/${id}/certificate`)).text).toBe(first);
  });

  it('of an order that is not known yet waits, and is applied when it is placed', async () => {
    const { number } = await certificates.place();
    const next = String(Number(number) + 1);
    await pushes.get(aPush(next, 6));
    await eventually(async () =>
      expect(await certificates.inbox(next)).toMatchObject([{ state: 'waiting' }]),
    );

    const { id, number: own } = await certificates.place();

    expect(own).toBe(next);
    await certificates.becomes(id, 'issued');
    expect(await certificates.events(id)).toEqual(['certificate.issued']);
  });

  it.each([
    ['without an order number', { statusCode: '6', eventType: 'Certificate' }],
    ['with nothing at all', {}],
  ])('%s is kept and set aside', async (_, fields) => {
    const before = await gateway.sql.query('SELECT seq FROM sectigo_notifications');

    expect((await pushes.get(fields as Record<string, string>)).status).toBe(200);

    await eventually(async () => {
      const { rows } = await gateway.sql.query(
        `SELECT state, reason FROM sectigo_notifications WHERE seq > $1 AND order_number IS NULL`,
        [Math.max(...before.rows.map((row: { seq: string }) => Number(row.seq)), 0)],
      );
      expect(rows).toEqual([{ state: 'unusable', reason: 'order-number-absent' }]);
    });
  });

  it.each([
    ['a status that nobody knows', { statusCode: '99' }, 'status-unrecognised'],
    ['no status', { eventType: 'PreRevocationNotification' }, 'status-absent'],
  ])('with %s changes nothing', async (_, fields, reason) => {
    const { id, number } = await certificates.place();

    await pushes.post({ orderNumber: number, ...(fields as Record<string, string>) });

    expect(await certificates.settled(number, 1)).toMatchObject([{ state: 'unusable', reason }]);
    expect(await certificates.order(id)).toMatchObject({
      status: 'placed',
      certificate: { status: 'pending' },
    });
  });

  it('may be as large as a certificate with a long chain, and hold what Postgres cannot', async () => {
    const { id, number } = await certificates.place();

    const answer = await pushes.post(aPush(number, 6, { removedDomains: `\0${'a'.repeat(250_000)}` }));

    expect(answer.status).toBe(200);
    await certificates.becomes(id, 'issued');
  });
});
