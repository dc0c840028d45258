import { describe, expect, it } from '@jest/globals';
import { orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';

/** What nobody said of a key, and one that nobody used. */
const NEW = { name: null, lastUsedAt: null, expiresAt: null };

describe('GET /v1/me', () => {
  const gateway = withGateway();

  it('tells a client its name, limits, usage and keys, and no secret', async () => {
    const limits = { ordersPerHour: 10, spendPerDay: '5000.00' };
    const made = await gateway.operator.post('/v1/clients', { name: 'contract-service', limits });
    const { id, key, keys } = made.body as { id: string; key: string; keys: { id: string }[] };
    const added = await gateway.operator.post(`/v1/clients/${id}/keys`);
    const second = added.body as { id: string; key: string; createdAt: string };
    expect(made.headers.get('location')).toBe(`/v1/clients/${id}`);
    expect(added.headers.get('location')).toBe(`/v1/clients/${id}/keys/${second.id}`);
    const client = new ApiClient(gateway.url, second.key);
    const order = orderOf(await client.order(anOrder(), { prefer: 'wait=10' }));
    const { cost } = order.sectigo as unknown as { cost: string };

    const answer = await eventually(async () => {
      const told = await client.get('/v1/me');
      expect(told.text).toMatch(/"lastUsedAt":"\d/);
      return told;
    });

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      role: 'client',
      permissions: [
        'me:read',
        'orders:read',
        'orders:write',
        'webhooks:read',
        'webhooks:write',
        'keys:write',
      ],
      client: { id, name: 'contract-service' },
      limits,
      usage: { ordersLastHour: 1, spendToday: cost, spendThisMonth: cost },
      keys: [
        { ...NEW, id: second.id, createdAt: second.createdAt, lastUsedAt: expect.any(String), current: true },
        { ...NEW, id: keys[0]?.id, createdAt: expect.any(String), current: false },
      ],
    });
    for (const secret of [key, second.key]) expect(answer.text).not.toContain(secret.split('_').at(-1));
  });

  it('counts earlier days in the month, and the month alone', async () => {
    const client = await gateway.client('of the month');
    const ids = [
      await client.order(anOrder(), { prefer: 'wait=10' }),
      await client.order(anOrder(), { prefer: 'wait=10' }),
    ].map((answer) => orderOf(answer).id);
    // a day of the month before today, or today where there is none
    await gateway.sql.query(
      `UPDATE orders SET cost = 1.50, created_at = date_trunc('month', now(), 'UTC') WHERE id = $1`,
      [ids[0]],
    );
    await gateway.sql.query(
      `UPDATE orders SET cost = 7.00, created_at = date_trunc('month', now(), 'UTC') - interval '1 ms' WHERE id = $1`,
      [ids[1]],
    );

    expect((await client.get('/v1/me')).body).toMatchObject({ usage: { spendThisMonth: '1.50' } });
  });

  it('tells an operator its role: it has no client', async () => {
    const nothing = { client: null, limits: null, usage: null, keys: [] };
    expect((await gateway.operator.get('/v1/me')).body).toMatchObject({ role: 'operator', ...nothing });
  });

  it('needs a key, and takes no query', async () => {
    problemOf(await new ApiClient(gateway.url, null).get('/v1/me'), 401, 'unauthenticated');
    problemOf(await gateway.operator.get('/v1/me?verbose=1'), 422, 'validation-failed');
  });
});
