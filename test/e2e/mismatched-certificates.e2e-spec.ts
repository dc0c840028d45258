import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestAuthority } from '../factories/certificates.js';
import { listEvents } from '../factories/events.js';
import { aPush } from '../factories/pushes.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { PlacedCertificates } from '../support/placed-certificates.js';
import { SectigoPushes } from '../support/sectigo-pushes.js';

const ACCESS = { user: 'sectigo', password: 'secret' };

describe('a certificate that is not what was ordered', () => {
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

  it('is taken, and said aloud', async () => {
    const { id, number } = await certificates.place();
    const certificate = await authority.issue({ organization: 'Somebody Else', days: 30 });

    await pushes.post(aPush(number, 6, { certificate, caCertificate: authority.chain.join('') }));

    expect(await certificates.becomes(id, 'issued')).toMatchObject({
      mismatches: ['organization', 'validity'],
    });
    const { data } = await listEvents(client, `?orderId=${id}&type=certificate.issued`);
    expect(data[0]?.data).toMatchObject({ mismatches: ['organization', 'validity'] });
  });

  it('is listed and counted, until it is revoked', async () => {
    const { id, number } = await certificates.place();
    const idsOf = async (mismatched: boolean): Promise<string[]> => {
      const { body } = await client.get(`/v1/orders?limit=200&mismatched=${mismatched}`);
      return (body as { data: { id: string }[] }).data.map((order) => order.id);
    };
    const counted = async (): Promise<number> => {
      const { body } = await gateway.operator.get('/v1/ops/summary');
      return (body as { certificates: { mismatched: number } }).certificates.mismatched;
    };
    expect([await idsOf(true), await idsOf(false)]).toEqual([
      expect.not.arrayContaining([id]),
      expect.arrayContaining([id]),
    ]);
    const certificate = await authority.issue({ organization: 'Somebody Else', days: 30 });
    await pushes.post(aPush(number, 6, { certificate, caCertificate: authority.chain.join('') }));
    await certificates.becomes(id, 'issued');
    const whileIssued = await counted();
    expect([await idsOf(true), await idsOf(false)]).toEqual([
      expect.arrayContaining([id]),
      expect.not.arrayContaining([id]),
    ]);

    await pushes.get(aPush(number, 8));
    await certificates.becomes(id, 'revoked');

    expect(await idsOf(true)).not.toContain(id);
    expect(await idsOf(false)).toContain(id);
    await eventually(async () => expect(await counted()).toBe(whileIssued - 1));
  });
});
