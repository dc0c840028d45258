import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectInvalid, orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { ApiClient } from '../support/api-client.js';
import { startGateway, type TestGateway } from '../support/gateway.js';
import { IdentityProvider } from '../support/identity-provider.js';

describe('a token of the identity provider', () => {
  let provider: IdentityProvider;
  let gateway: TestGateway;
  beforeAll(async () => {
    provider = await IdentityProvider.start();
    gateway = await startGateway({ jwt: provider.settings });
  });
  afterAll(async () => {
    await gateway.stop();
    await provider.stop();
  });

  const withToken = async (claims: Record<string, unknown>): Promise<ApiClient> =>
    new ApiClient(gateway.url, await provider.token(claims));
  const newClient = async (jwtSubject?: string, limits = {}): Promise<{ id: string }> => {
    const body = { name: 'a service', limits, ...(jwtSubject !== undefined && { jwtSubject }) };
    const created = await gateway.operator.post('/v1/clients', body);
    expect([created.status, created.body]).toMatchObject([201, { jwtSubject: jwtSubject ?? null }]);
    return created.body as { id: string };
  };

  it.each([
    ['client_id', 'service-1'],
    ['azp', 'service-2'],
    ['sub', 'service-3@clients'],
  ])('with the scope orders acts for the client that its %s names', async (claim, subject) => {
    const { id } = await newClient(subject);
    const caller = await withToken({ sub: 'ignored unless alone', [claim]: subject, scope: 'openid orders' });
    const placed = await caller.order(anOrder());
    expect(orderOf(placed)).toMatchObject({ clientId: id });
    expect((await caller.get('/v1/orders')).body).toMatchObject({ data: [{ clientId: id }] });
    problemOf(await caller.get('/v1/clients'), 403, 'forbidden');
  });

  it("may name the client by its id, and sees that client's orders alone", async () => {
    const [mine, theirs] = [await newClient(), await newClient()];
    const [me, them] = [
      await withToken({ client_id: mine.id, scope: 'orders' }),
      await withToken({ client_id: theirs.id, scope: 'orders' }),
    ];
    const order = orderOf(await me.order(anOrder()));
    expect((await me.get(`/v1/orders/${order.id}`)).status).toBe(200);
    problemOf(await them.get(`/v1/orders/${order.id}`), 404, 'not-found');
  });

  it('with the scope operator is an operator', async () => {
    const caller = await withToken({ sub: 'somebody', scope: 'operator' });
    expect((await caller.get('/v1/clients')).status).toBe(200);
    expect((await caller.order(anOrder())).status).toBe(202);
  });

  it('without a scope of ours may do nothing', async () => {
    const { id } = await newClient();
    const caller = await withToken({ client_id: id, scope: 'openid' });
    problemOf(await caller.get('/v1/orders'), 403, 'forbidden');
  });

  it.each<[string, Record<string, unknown>]>([
    ['names no client', { scope: 'orders' }],
    ['names a client that does not exist', { client_id: 'cli_01JDB2XZ0V1N7P8Q2R3S4T5V6W', scope: 'orders' }],
    ['names nobody known', { sub: 'a stranger', scope: 'orders' }],
    ["names the operators' own client", { client_id: 'cli_00000000000000000000000000', scope: 'orders' }],
    ['has expired', { scope: 'operator', exp: 1_700_000_000 }],
    ['is for another audience', { scope: 'operator', aud: 'another' }],
  ])('that %s is refused', async (_, claims) => {
    const answer = await (await withToken(claims)).get('/v1/orders');
    problemOf(answer, 401, 'unauthenticated');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer\b/);
  });

  it('that is valid is told so where it names no client, without what it says', async () => {
    const caller = await withToken({ sub: 'jane.doe@example.com', scope: 'orders' });

    const { detail } = problemOf(await caller.get('/v1/me'), 401, 'unauthenticated');

    expect(detail).toMatch(/^The token is valid, but its subject .* belongs to no client/);
    expect(detail).not.toContain('jane');
    const expired = await withToken({ sub: 'jane.doe@example.com', scope: 'orders', exp: 1_700_000_000 });
    expect(problemOf(await expired.get('/v1/me'), 401, 'unauthenticated').detail).not.toContain('valid, but');
  });

  it('is told who it is', async () => {
    const { id } = await newClient('service-of-me', { ordersPerHour: 7 });
    const caller = await withToken({ sub: 'service-of-me', scope: 'orders' });

    expect((await caller.get('/v1/me')).body).toMatchObject({
      role: 'client',
      client: { id, name: 'a service' },
      limits: { ordersPerHour: 7, spendPerDay: null },
      keys: [{ current: false }],
    });
    const operator = await withToken({ sub: 'somebody', scope: 'operator' });
    expect((await operator.get('/v1/me')).body).toMatchObject({ role: 'operator', client: null });
  });

  it('is worth nothing at once when its client is disabled, at every gateway', async () => {
    const { id } = await newClient('to be disabled');
    const other = await gateway.join({ role: 'api' });
    const token = await provider.token({ sub: 'to be disabled', scope: 'orders' });
    const callers = [gateway.url, other.url].map((url) => new ApiClient(url, token));
    for (const caller of callers) expect((await caller.get('/v1/orders')).status).toBe(200);

    await gateway.operator.send('DELETE', `/v1/clients/${id}`);

    for (const caller of callers) problemOf(await caller.get('/v1/orders'), 401, 'unauthenticated');
  });

  it("is under the client's limits", async () => {
    const { id } = await newClient(undefined, { ordersPerHour: 1 });
    const caller = await withToken({ client_id: id, scope: 'orders' });
    expect((await caller.order(anOrder())).status).toBe(202);
    problemOf(await caller.order(anOrder()), 429, 'order-limit-reached');
  });

  it('cannot be checked while the provider is away: 503, and keys go on working', async () => {
    const away = await startGateway({ jwt: { ...provider.settings, jwksUrl: 'http://127.0.0.1:9/jwks' } });
    try {
      const token = await provider.token({ scope: 'operator' });
      const answer = await new ApiClient(away.url, token).get('/v1/clients');
      problemOf(answer, 503, 'authentication-unavailable');
      expect(Number(answer.headers.get('retry-after'))).toBe(5);
      expect((await away.operator.get('/v1/clients')).status).toBe(200);
    } finally {
      await away.stop();
    }
  });

  it('is no key where no provider is configured', async () => {
    const without = await startGateway();
    try {
      const caller = new ApiClient(without.url, await provider.token({ scope: 'operator' }));
      problemOf(await caller.get('/v1/clients'), 401, 'unauthenticated');
    } finally {
      await without.stop();
    }
  });

  describe('names a client by jwtSubject, which', () => {
    it('is the name of one client only', async () => {
      await newClient('taken');
      const { id } = await newClient();
      const body = { name: 'x', jwtSubject: 'taken' };
      expectInvalid(await gateway.operator.post('/v1/clients', body), ['/jwtSubject']);
      expectInvalid(await gateway.operator.send('PATCH', `/v1/clients/${id}`, { jwtSubject: 'taken' }), [
        '/jwtSubject',
      ]);
    });

    it.each(['', 'cli_01JDB2XZ0V1N7P8Q2R3S4T5V6W', 'a\u0000b', 'x'.repeat(256)])(
      'cannot be %j',
      async (name) => {
        const body = { name: 'x', jwtSubject: name };
        expectInvalid(await gateway.operator.post('/v1/clients', body), ['/jwtSubject']);
      },
    );

    it('can be changed and taken away', async () => {
      const { id } = await newClient('before');
      const change = async (jwtSubject: string | null): Promise<void> => {
        const changed = await gateway.operator.send('PATCH', `/v1/clients/${id}`, { jwtSubject });
        expect([changed.status, changed.body]).toMatchObject([200, { jwtSubject }]);
      };
      const statusFor = async (sub: string): Promise<number> =>
        (await (await withToken({ sub, scope: 'orders' })).get('/v1/orders')).status;
      await change('after');
      expect([await statusFor('before'), await statusFor('after')]).toEqual([401, 200]);
      await change(null);
      expect(await statusFor('after')).toBe(401);
    });
  });

  // the last: the first gateway does not ask for keys again so soon
  it('may be signed with any of the keys that the provider has published', async () => {
    const old = await provider.token({ scope: 'operator' });
    await provider.rotate('second');
    const started = await gateway.join({ role: 'api' });
    for (const token of [old, await provider.token({ scope: 'operator' })]) {
      expect((await new ApiClient(started.url, token).get('/v1/clients')).status).toBe(200);
    }
  });
});
