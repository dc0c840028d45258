import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { expectInvalid, orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { ApiClient, secretOf } from '../support/api-client.js';
import { OPERATOR_KEY, withGateway } from '../support/gateway.js';

interface ClientAnswer {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly limits: { readonly ordersPerHour: number | null; readonly spendPerDay: string | null };
}

describe('who may call', () => {
  const gateway = withGateway();

  const withKey = (key: string | null): ApiClient => new ApiClient(gateway.url, key);
  const newClient = async (body: object = { name: 'a service' }): Promise<ClientAnswer> => {
    const created = await gateway.operator.post('/v1/clients', body);
    expect(created.status).toBe(201);
    return created.body as ClientAnswer;
  };
  const keyIdOf = async (clientId: string): Promise<string> => {
    const { body } = await gateway.operator.get(`/v1/clients/${clientId}`);
    return (body as { keys: { id: string }[] }).keys[0]!.id;
  };
  const expectUnauthenticated = async (caller: ApiClient): Promise<void> => {
    const answer = await caller.get('/v1/orders');
    problemOf(answer, 401, 'unauthenticated');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer\b/);
  };

  describe('without a valid key', () => {
    const PROTECTED = [
      ['GET', '/v1/orders'],
      ['POST', '/v1/orders'],
      ['GET', '/v1/orders/ord_01'],
      ['GET', '/v1/orders/ord_01/result'],
      ['GET', '/v1/clients'],
      ['POST', '/v1/clients'],
      ['GET', '/v1/clients/cli_01'],
      ['PATCH', '/v1/clients/cli_01'],
      ['DELETE', '/v1/clients/cli_01'],
      ['POST', '/v1/clients/cli_01/keys'],
      ['DELETE', '/v1/clients/cli_01/keys/key_01'],
      ['POST', '/v1/me/keys'],
      ['DELETE', '/v1/me/keys/key_01'],
      ['GET', '/v1/events'],
      ['GET', '/v1/webhooks'],
      ['POST', '/v1/webhooks'],
      ['GET', '/v1/webhooks/whk_01'],
      ['PATCH', '/v1/webhooks/whk_01'],
      ['DELETE', '/v1/webhooks/whk_01'],
      ['POST', '/v1/webhooks/whk_01/rotate-secret'],
      ['POST', '/v1/webhooks/whk_01/test'],
      ['GET', '/v1/webhooks/whk_01/deliveries'],
      ['POST', '/v1/webhooks/whk_01/deliveries/dlv_01/replay'],
    ] as const;
    it.each(PROTECTED)('%s %s answers 401 and asks for one', async (method, path) => {
      const answer = await withKey(null).send(method, path);
      problemOf(answer, 401, 'unauthenticated');
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer\b/);
    });

    it('tells nothing about the body, be it bad or too new', async () => {
      problemOf(await withKey(null).order({ x: 1 }), 401, 'unauthenticated');
    });

    it.each([
      '',
      'Bearer',
      'Bearer ',
      'Basic b3BlcmF0b3I6eA==',
      OPERATOR_KEY,
      `Token ${OPERATOR_KEY}`,
      `Bearer ${OPERATOR_KEY}x`,
      `Bearer ${OPERATOR_KEY.slice(0, -1)}`,
      `Bearer ${OPERATOR_KEY.toUpperCase()}`,
      `Bearer ${OPERATOR_KEY}, Bearer ${OPERATOR_KEY}`,
      'Bearer sgk_',
      'Bearer sgk__',
      'Bearer sgk_x_y_z',
      'Bearer sgk_01M82RR28Q0Q55MMSA68K21DSP_m3z06mt9MUoqMhcV8DqXsCkVu9Dp66uohgvJsaL3ekc',
      `Bearer ${'x'.repeat(7000)}`,
      "Bearer ' OR 1=1 --",
      'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJvcGVyYXRvciJ9.',
    ])('such as %j', async (authorization) => {
      const answer = await withKey(null).get('/v1/orders', { authorization });
      problemOf(answer, 401, 'unauthenticated');
    });

    it("such as another key's secret", async () => {
      const [one, two] = [await newClient(), await newClient()];
      const [, keyId] = one.key.split('_');
      await expectUnauthenticated(withKey(`sgk_${keyId}_${secretOf(two.key)}`));
      await expectUnauthenticated(withKey(one.key.slice(0, -1)));
    });

    it.each(['/health/live', '/health/ready', '/docs', '/problems/not-found'])('%s is open', async (path) => {
      expect((await withKey(null).get(path)).status).toBe(200);
    });
  });

  it('takes the scheme in any case', async () => {
    const answer = await withKey(null).get('/v1/orders', { authorization: `bearer ${OPERATOR_KEY}` });
    expect(answer.status).toBe(200);
  });

  it.each([
    ['GET', '/v1/clients'],
    ['POST', '/v1/clients'],
    ['GET', '/v1/clients/:own'],
    ['PATCH', '/v1/clients/:own'],
    ['DELETE', '/v1/clients/:own'],
    ['POST', '/v1/clients/:own/keys'],
    ['DELETE', '/v1/clients/:own/keys/:key'],
  ])("a client's key does not do for %s %s", async (method, path) => {
    const { id, key } = await newClient();
    const own = path.replace(':own', id).replace(':key', await keyIdOf(id));
    problemOf(await withKey(key).send(method, own), 403, 'forbidden');
    expect((await withKey(key).get('/v1/orders')).status).toBe(200);
  });

  it("another client's order is as unknown as one that does not exist", async () => {
    const [mine, theirs] = [await gateway.client(), await gateway.client()];
    const { id } = orderOf(await theirs.order(anOrder({ reference: 'secret-reference' })));
    const missing = `${id.slice(0, -4)}0000`;

    for (const tail of ['', '/result']) {
      const foreign = problemOf(await mine.get(`/v1/orders/${id}${tail}`), 404, 'not-found');
      const none = problemOf(await mine.get(`/v1/orders/${missing}${tail}`), 404, 'not-found');
      expect(foreign.detail.replace(id, '')).toBe(none.detail.replace(missing, ''));
      expect(JSON.stringify(foreign)).not.toContain('secret-reference');
    }
    for (const query of ['', `?clientId=${theirs.id}`, '?reference=secret-reference', '?q=secret']) {
      expect((await mine.get(`/v1/orders${query}`)).text).not.toContain(id);
    }
  });

  it('an operator sees the orders of all', async () => {
    const [one, two] = [await gateway.client(), await gateway.client()];
    const ids = [orderOf(await one.order(anOrder())).id, orderOf(await two.order(anOrder())).id];

    const { body } = await gateway.operator.get('/v1/orders?limit=200');

    expect((body as { data: { id: string }[] }).data.map(({ id }) => id)).toEqual(
      expect.arrayContaining(ids),
    );
    for (const id of ids) expect(orderOf(await gateway.operator.get(`/v1/orders/${id}`)).id).toBe(id);
  });

  describe('a client', () => {
    it('is made with its limits and a key that is shown this once', async () => {
      const made = await newClient({
        name: 'billing',
        limits: { ordersPerHour: 10, spendPerDay: '1000.00' },
      });

      expect(made).toMatchObject({
        id: expect.stringMatching(/^cli_/),
        name: 'billing',
        limits: { ordersPerHour: 10, spendPerDay: '1000.00' },
        key: expect.stringMatching(/^sgk_[^_]+_.{20,}$/),
      });
      const secret = secretOf(made.key);
      for (const path of ['/v1/clients', `/v1/clients/${made.id}`]) {
        expect((await gateway.operator.get(path)).text).not.toContain(secret);
      }
      const { key: _key, ...shown } = made;
      expect((await gateway.operator.get(`/v1/clients/${made.id}`)).body).toEqual(shown);
    });

    it.each<[object, string]>([
      [{}, '/name'],
      [{ name: '' }, '/name'],
      [{ name: 7 }, '/name'],
      [{ name: 'x', limits: { ordersPerHour: -1 } }, '/limits/ordersPerHour'],
      [{ name: 'x', limits: { ordersPerHour: 1.5 } }, '/limits/ordersPerHour'],
      [{ name: 'x', limits: { spendPerDay: 'much' } }, '/limits/spendPerDay'],
      [{ name: 'x', limits: { spendPerDay: '-1.00' } }, '/limits/spendPerDay'],
      [{ name: 'x', limits: { spendPerDay: '99999999999999999999.00' } }, '/limits/spendPerDay'],
      [{ name: 'x', limits: { other: 1 } }, '/limits/other'],
      [{ name: 'x', role: 'operator' }, '/role'],
      [{ name: 'a\u0000b' }, '/name'],
    ])('is not made of %j', async (body, pointer) => {
      expectInvalid(await gateway.operator.post('/v1/clients', body), [pointer]);
    });

    it('changes its limits', async () => {
      const { id } = await newClient({ name: 'x', limits: { ordersPerHour: 3 } });
      const changedTo = { limits: { ordersPerHour: 5, spendPerDay: '10.50' } };
      const patched = await gateway.operator.send('PATCH', `/v1/clients/${id}`, changedTo);
      expect([patched.status, patched.body]).toMatchObject([200, changedTo]);
      expect((await gateway.operator.get(`/v1/clients/${id}`)).body).toMatchObject(changedTo);
      const bad = await gateway.operator.send('PATCH', `/v1/clients/${id}`, {
        limits: { ordersPerHour: 'x' },
      });
      expectInvalid(bad, ['/limits/ordersPerHour']);
    });

    it('has a second key beside the first, until the first is revoked', async () => {
      const { id, key } = await newClient();
      const first = await keyIdOf(id);
      const added = await gateway.operator.post(`/v1/clients/${id}/keys`);
      const second = (added.body as { key: string }).key;
      expect(added.status).toBe(201);
      const order = orderOf(await withKey(key).order(anOrder()));
      expect(orderOf(await withKey(second).get(`/v1/orders/${order.id}`)).id).toBe(order.id);

      const revoked = await gateway.operator.send('DELETE', `/v1/clients/${id}/keys/${first}`);

      expect(revoked.status).toBe(204);
      await expectUnauthenticated(withKey(key));
      expect((await withKey(second).get('/v1/orders')).status).toBe(200);
    });

    it("loses no key through another client's path", async () => {
      const [one, two] = [await newClient(), await newClient()];
      const foreign = await gateway.operator.send(
        'DELETE',
        `/v1/clients/${one.id}/keys/${await keyIdOf(two.id)}`,
      );
      problemOf(foreign, 404, 'not-found');
      expect((await withKey(two.key).get('/v1/orders')).status).toBe(200);
    });

    it('that is disabled is shut out at once, and its orders stay', async () => {
      const { id, key } = await newClient();
      const idempotencyKey = randomUUID();
      const body = anOrder();
      const order = orderOf(await withKey(key).order(body, { 'idempotency-key': idempotencyKey }));

      expect((await gateway.operator.send('DELETE', `/v1/clients/${id}`)).status).toBe(204);

      await expectUnauthenticated(withKey(key));
      const repeated = await withKey(key).order(body, { 'idempotency-key': idempotencyKey });
      problemOf(repeated, 401, 'unauthenticated');
      expect(orderOf(await gateway.operator.get(`/v1/orders/${order.id}`)).id).toBe(order.id);
    });

    it.each(['GET', 'PATCH', 'DELETE'])('that does not exist is not found by %s', async (method) => {
      const body = method === 'PATCH' ? { limits: {} } : undefined;
      problemOf(await gateway.operator.send(method, '/v1/clients/cli_none', body), 404, 'not-found');
      problemOf(await gateway.operator.post('/v1/clients/cli_none/keys'), 404, 'not-found');
    });
  });
});
