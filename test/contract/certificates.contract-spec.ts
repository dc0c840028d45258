import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf } from '../factories/answers.js';
import { TestAuthority } from '../factories/certificates.js';
import { anOrder } from '../factories/order.js';
import { aPush } from '../factories/pushes.js';
import { keptText } from '../factories/kept-texts.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';
import { SectigoPushes } from '../support/sectigo-pushes.js';

const ACCESS = { user: 'sectigo', password: 'of the tests' };

/** As documented: the proxy looks at every exchange. */
describe('what comes after an order', () => {
  const gateway = withGateway({ notifications: { ...ACCESS, allowedIps: [] } });
  let client: ApiClient;
  beforeAll(async () => {
    client = await gateway.client();
  });

  it('serves the certificate in every form', async () => {
    const placed = orderOf(await client.order(anOrder(), { prefer: 'wait=10' }));
    const path = `/v1/orders/${placed.id}/certificate`;
    expect((await client.get(path)).status).toBe(404);
    const certificate = await (await TestAuthority.create()).issue();
    const push = aPush(placed.sectigo?.orderNumber ?? '', 6, { certificate });
    await new SectigoPushes(gateway.url, ACCESS).post(push);
    await eventually(async () => {
      expect((await client.get(`/v1/orders/${placed.id}`)).body).toMatchObject({
        certificate: { status: 'issued' },
      });
    });
    for (const accept of ['*/*', 'application/pkix-cert', 'application/json']) {
      expect((await client.get(path, { accept })).status).toBe(200);
    }
    const json = await client.get(path, { accept: 'application/json' });
    expect((await client.get(`${path}/details`, { accept: '*/*' })).body).toEqual(json.body);
    await new SectigoPushes(gateway.url, ACCESS).postBody('<push/>', 'text/xml');
    const listed = await gateway.operator.get('/v1/ops/notifications');
    const { data } = listed.body as { data: { id: string }[] };
    expect(data).toHaveLength(2);
    for (const { id } of data)
      expect((await gateway.operator.get(`/v1/ops/notifications/${id}`)).status).toBe(200);
    const text = await keptText(gateway.sql, { orderId: placed.id, text: '<p>' });
    for (const address of ['/v1/ops/kept-texts', `/v1/ops/kept-texts/${text}`])
      expect((await gateway.operator.get(address)).status).toBe(200);
    expect((await gateway.operator.get(`/v1/orders/${placed.id}/timeline`)).status).toBe(200);
    const renewal = `/v1/orders/${placed.id}/renew`;
    expect((await client.post(renewal, {}, { 'idempotency-key': 'contract/renewal' })).status).toBe(202);
    expect((await client.post(renewal, {}, { 'idempotency-key': 'contract/another' })).status).toBe(409);
  });
});
