import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf } from '../factories/answers.js';
import { aCsr } from '../factories/csr.js';
import { listEvents } from '../factories/events.js';
import { remoteProvisioning } from '../factories/provisioning.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';
import { PlacedCertificates } from '../support/placed-certificates.js';

const ACCESS = { user: 'sectigo', password: 'of the whole life' };

/** Sectigo loses, doubles and swaps its pushes; time is what the database says it is, so nobody sleeps. */
describe('the life of a certificate', () => {
  const gateway = withGateway({ notifications: { ...ACCESS, allowedIps: [] } });
  let client: ApiClient;
  let certificates: PlacedCertificates;
  let first: { id: string; number: string };
  let second: { id: string; number: string };
  beforeAll(async () => {
    client = await gateway.client();
    certificates = new PlacedCertificates(client, gateway.sql);
    const url = `${gateway.url}/sectigo/notifications`;
    await gateway.simulator.pushTo({ url, ...ACCESS, withCertificate: true, pauseMs: 20 });
    first = await certificates.place({ provisioning: remoteProvisioning(await aCsr()) });
  });

  const tell = (order: { number: string }, state: 'awaiting-brand-validation' | 'issued') =>
    gateway.simulator.changeCertificate(Number(order.number), state);
  const pushesTaken = (count: number) =>
    eventually(async () => {
      const pushes = await gateway.simulator.pushes();
      expect(pushes.filter(({ outcome }) => outcome === 'taken' || outcome === 'lost')).toHaveLength(count);
    });
  const readsOf = async ({ number }: { number: string }) =>
    (await gateway.simulator.requests()).filter(
      ({ path, form }) => path.endsWith('!GetDetailedOrderStatus') && form?.['orderNumber'] === number,
    );
  /** As if so many hours went by for the reading of statuses. */
  const pass = (hours: number) =>
    gateway.sql.query(
      `UPDATE status_polls SET next_poll_at = next_poll_at - make_interval(hours => $1),
              last_poll_at = last_poll_at - make_interval(hours => $1)`,
      [hours],
    );

  it('begins with an order that waits for its validation; that is told twice, and is one piece of news', async () => {
    await gateway.simulator.scriptPushes({ kind: 'twice' });

    await tell(first, 'awaiting-brand-validation');

    await certificates.becomes(first.id, 'awaiting-brand-validation');
    expect(await certificates.settled(first.number, 1)).toMatchObject([{ state: 'applied', receipts: 2 }]);
  });

  it('is issued; the push is lost, and the next read of the status finds out', async () => {
    await gateway.simulator.scriptPushes({ kind: 'lose' });
    await tell(first, 'issued');
    await pushesTaken(2);
    expect(await readsOf(first)).toHaveLength(0);

    await pass(4);

    await certificates.becomes(first.id, 'issued');
    expect(await readsOf(first)).toHaveLength(1);
    expect((await client.get(`/v1/orders/${first.id}/certificate`)).status).toBe(404);
  });

  it('is delivered when Sectigo is asked to push once more, and is what was ordered', async () => {
    await gateway.simulator.push({ orderNumber: first.number });

    const certificate = await eventually(async () => {
      const answer = await client.get(`/v1/orders/${first.id}/certificate`);
      expect(answer.status).toBe(200);
      return answer.text;
    });
    const [leaf = '', ...chain] = certificate.split(/(?<=END CERTIFICATE-----\n)/);
    const { chainPem } = await gateway.simulator.ca();
    expect(chain.join('').replace(/\s/g, '')).toBe(chainPem.replace(/\s/g, ''));
    expect(await certificates.certificate(first.id)).toMatchObject({
      status: 'issued',
      mismatches: [],
      expiresAt: new Date(new X509Certificate(leaf).validTo).toISOString(),
    });
  });

  it('is read no more once it is issued', async () => {
    await pass(100);
    const { rows } = await gateway.sql.query('SELECT FROM status_polls WHERE next_poll_at <= now()');
    expect(rows).toEqual([]);
  });

  it('ends some day, which is told in time', async () => {
    await gateway.sql.query(
      `UPDATE orders SET expires_at = now() + interval '29 days', next_expiry_notice_at = now() WHERE id = $1`,
      [first.id],
    );

    await eventually(async () => {
      const { data } = await listEvents(client, `?orderId=${first.id}&type=certificate.expiring`);
      expect(data).toMatchObject([{ data: { daysLeft: 29, certificateStatus: 'issued' } }]);
    });
  });

  it('is renewed, once, by an order of its own', async () => {
    const path = `/v1/orders/${first.id}/renew`;
    const wishes = { provisioning: remoteProvisioning(await aCsr()) };
    const headers = { 'idempotency-key': 'renewal', prefer: 'wait=20' };

    const renewal = orderOf(await client.post(path, wishes, headers));
    const again = await client.post(path, wishes, headers);

    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(renewal).toMatchObject({ status: 'placed', renewalOf: first.id });
    expect(await certificates.order(first.id)).toMatchObject({ renewedBy: renewal.id });
    second = { id: renewal.id, number: renewal.sectigo?.orderNumber ?? '' };
  });

  it('is issued again; the pushes come in the wrong order, and it is issued all the same', async () => {
    await gateway.simulator.scriptPushes({ kind: 'swap' });

    await tell(second, 'awaiting-brand-validation');
    await tell(second, 'issued');

    await certificates.settled(second.number, 2);
    expect(await certificates.certificate(second.id)).toMatchObject({ status: 'issued', mismatches: [] });
    expect(await certificates.events(second.id)).toEqual(['certificate.issued']);
  });

  it('is revoked, once, however often it is asked and told', async () => {
    const path = `/v1/orders/${first.id}/revoke`;
    const wish = { reason: 'Superseded by its renewal.', reasonCode: 4 };

    const answers = await Promise.all([client.post(path, wish), client.post(path, wish)]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await certificates.certificate(first.id)).toMatchObject({
      status: 'revoked',
      revokedAt: expect.any(String),
    });
    const states = await gateway.simulator.certificates();
    const atSectigo = states.find(({ orderNumber }) => String(orderNumber) === first.number);
    expect(atSectigo).toMatchObject({ state: 'revoked' });
    await certificates.settled(first.number, 3);
  });

  it('has been told as it was, and operators can see who did what', async () => {
    expect(await certificates.events(first.id)).toEqual([
      'certificate.updated',
      'certificate.issued',
      'certificate.updated',
      'certificate.expiring',
      'certificate.revoked',
    ]);
    const trail = (await gateway.operator.get(`/v1/ops/audit?target=${first.id}`)).body as { data: object[] };
    expect(trail.data).toMatchObject([{ action: 'order.revoke' }]);
    expect((await gateway.operator.get('/v1/ops/audit/verify')).body).toMatchObject({ valid: true });
  });
});
