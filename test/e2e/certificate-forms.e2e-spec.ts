import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problemOf } from '../factories/answers.js';
import { TestAuthority } from '../factories/certificates.js';
import { aPush } from '../factories/pushes.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { ORGANIZATION, PlacedCertificates } from '../support/placed-certificates.js';
import { scrapeOf } from '../support/scrape.js';
import { SectigoPushes } from '../support/sectigo-pushes.js';

const ACCESS = { user: 'sectigo', password: 'push-password-of-the-tests' };
const FORM = 'application/x-www-form-urlencoded';
const LOOK_AGAIN = join(
  __dirname,
  '../../prisma/migrations/20261128000630_unreadable_certificates/migration.sql',
);

describe('a delivered certificate', () => {
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

  const issue = (): Promise<string> => authority.issue({ organization: ORGANIZATION });
  const base64 = (pem: string): string => new X509Certificate(pem).raw.toString('base64');
  const ending = (pem: string): string => new Date(new X509Certificate(pem).validTo).toISOString();

  it('is given out with its whole chain, each issuer having come in a value of its own, without an armour, root first', async () => {
    const { id, number } = await certificates.place();
    const certificate = await issue();
    const form = new URLSearchParams({ ...aPush(number, 6), certificate: base64(certificate) });
    for (const issuer of [...authority.chain].reverse()) form.append('caCertificate', base64(issuer));

    await pushes.postBody(form.toString(), FORM);

    expect(await certificates.becomes(id, 'issued')).toMatchObject({
      mismatches: [],
      expiresAt: ending(certificate),
    });
    expect((await client.get(`/v1/orders/${id}/certificate`)).text).toBe(
      [certificate, ...authority.chain].join(''),
    );
  });

  it('is given out with its whole chain, which came as a list of JSON', async () => {
    const { id, number } = await certificates.place();
    const certificate = await issue();

    const push = { ...aPush(number, 6), certificate, caCertificate: authority.chain };
    await pushes.postBody(JSON.stringify(push), 'application/json');

    expect(await certificates.becomes(id, 'issued')).toMatchObject({ mismatches: [] });
    expect((await client.get(`/v1/orders/${id}/certificate`)).text).toBe(
      [certificate, ...authority.chain].join(''),
    );
  });

  it('that cannot be read is issued, told to its client and the operators, and replaced by one that can', async () => {
    const { id, number } = await certificates.place();
    const text = 'https://secure.trust-provider.com/products/download?7';
    const unreadable = async () => (await scrapeOf(gateway)).get('gateway_certificates_unreadable');

    await pushes.post(aPush(number, 6, { certificate: text }));

    await certificates.becomes(id, 'issued');
    const problem = problemOf(
      await client.get(`/v1/orders/${id}/certificate`),
      404,
      'certificate-not-available',
    );
    expect(problem.detail).toMatch(/could not be read/);
    await eventually(async () => expect(await unreadable()).toBe(1));
    const listed = await gateway.operator.get('/v1/ops/notifications?reason=certificate-unreadable');
    const [push] = (listed.body as { data: { id: string; orderId: string }[] }).data;
    expect(push?.orderId).toBe(id);
    expect((await gateway.operator.get(`/v1/ops/notifications/${push?.id ?? ''}`)).body).toMatchObject({
      fields: expect.arrayContaining([{ name: 'certificate', value: text }]),
    });

    const certificate = await issue();
    await pushes.post(aPush(number, 6, { certificate }));
    await eventually(async () =>
      expect((await client.get(`/v1/orders/${id}/certificate`)).text).toBe(certificate),
    );
    await eventually(async () => expect(await unreadable()).toBe(0));
  });

  it('beside which something came that cannot be read is kept, and that is said', async () => {
    const { id, number } = await certificates.place();
    const certificate = await issue();

    await pushes.post(aPush(number, 6, { certificate, caCertificate: 'none' }));

    await certificates.becomes(id, 'issued');
    expect(await certificates.settled(number, 1)).toMatchObject([
      { state: 'applied', reason: 'issuer-unreadable' },
    ]);
    expect((await client.get(`/v1/orders/${id}/certificate`)).text).toBe(certificate);
  });

  it('that an earlier version could not read is looked at once more by the migration', async () => {
    const { id, number } = await certificates.place();
    const certificate = await issue();
    await pushes.post(aPush(number, 6));
    await certificates.becomes(id, 'issued');
    const fields = [
      ['orderNumber', number],
      ['statusCode', '6'],
      ['certificate', base64(certificate)],
    ];
    await gateway.sql.query(
      `INSERT INTO sectigo_notifications (digest, fields, order_number, order_id, state, reason, next_look_at, settled_at)
       VALUES ('earlier', $1, $2, $3, 'applied', 'certificate-unreadable', NULL, now())`,
      [JSON.stringify(fields), number, id],
    );

    const [, update = ''] = /(UPDATE[\s\S]*?;)/.exec(readFileSync(LOOK_AGAIN, 'utf8')) ?? [];
    await gateway.sql.query(update);

    await eventually(async () =>
      expect((await client.get(`/v1/orders/${id}/certificate`)).text).toBe(certificate),
    );
    expect(await certificates.certificate(id)).toMatchObject({
      expiresAt: ending(certificate),
      mismatches: [],
    });
  });

  it('that never came has the end that Sectigo tells when it is asked, until one comes', async () => {
    const { id, number } = await certificates.place();
    const { rows } = await gateway.sql.query<{ now: Date }>('SELECT now()');
    const to = new Date(Math.floor((rows[0]?.now.getTime() ?? 0) / 1000) * 1000 + 40 * 86_400_000);
    const validity = `1_1_notBefore=1700000000&1_1_notAfter=${to.getTime() / 1000}`;
    await gateway.simulator.script({
      kind: 'raw-body',
      endpoint: '!GetDetailedOrderStatus',
      body: `errorCode=0&1_orderNumber=${number}&1_1_certificateStatus=Issued&${validity}`,
      contentType: FORM,
      match: { orderNumber: number },
    });

    await gateway.sql.query('UPDATE status_polls SET next_poll_at = now() WHERE order_id = $1', [id]);

    expect(await certificates.becomes(id, 'issued')).toMatchObject({
      expiresAt: to.toISOString(),
      mismatches: [],
    });
    const listed = await client.get(`/v1/orders?expiresBefore=${new Date(to.getTime() + 1).toISOString()}`);
    expect((listed.body as { data: { id: string }[] }).data.map((order) => order.id)).toEqual([id]);
    expect(await certificates.events(id)).toEqual(['certificate.issued']);

    const certificate = await authority.issue({ organization: 'Somebody else' });
    await pushes.post(aPush(number, 6, { certificate }));
    await eventually(async () =>
      expect(await certificates.certificate(id)).toMatchObject({
        expiresAt: ending(certificate),
        mismatches: ['organization'],
      }),
    );
    expect(await certificates.events(id)).toEqual(['certificate.issued', 'certificate.updated']);
  });

  it('of an organization with a backslash in its name is what was ordered', async () => {
    const name = 'Back\\slash, "Inc."';
    const organization = {
      name,
      address: {
        line1: 'Elm Street 12',
        city: 'Los Angeles',
        stateOrProvince: 'CA',
        postalCode: '90002',
        country: 'US',
      },
    };
    const { id, number } = await certificates.place({ organization });
    const certificate = await authority.issue({ organization: name.replace(/[\\,"]/g, '\\$&') });

    await pushes.post(aPush(number, 6, { certificate }));

    expect(await certificates.becomes(id, 'issued')).toMatchObject({ mismatches: [] });
  });
});
