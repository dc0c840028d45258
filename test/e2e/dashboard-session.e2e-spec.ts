import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../faults/network/free-port.js';
import { orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { ApiClient, type ApiResponse } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { EventStreamClient } from '../support/event-stream-client.js';
import { OPERATOR_KEY, startGateway, type TestGateway } from '../support/gateway.js';

interface Session {
  readonly cookie: string;
  readonly csrfToken: string;
}

describe('signing in to the dashboard', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.stop());

  const browser = (): ApiClient => new ApiClient(gateway.url, null);
  const signIn = (key: string): Promise<ApiResponse> => browser().post('/dashboard/session', { key });
  const newSession = async (): Promise<Session> => {
    const answer = await signIn(OPERATOR_KEY);
    expect(answer.status).toBe(200);
    const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
    return { cookie, csrfToken: (answer.body as { csrfToken: string }).csrfToken };
  };
  const list = (cookie: string): Promise<ApiResponse> => browser().get('/v1/orders', { cookie });
  const makeClient = (headers: Record<string, string>): Promise<ApiResponse> =>
    browser().post('/v1/clients', { name: 'a service' }, headers);

  describe('gives a cookie', () => {
    it('that no script can read and no other site can use', async () => {
      const { headers, body } = await signIn(OPERATOR_KEY);
      const cookie = headers.get('set-cookie') ?? '';
      expect(cookie).toMatch(/; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
      expect(cookie).not.toContain(OPERATOR_KEY);
      const hours = (Date.parse((body as { expiresAt: string }).expiresAt) - Date.now()) / 3_600_000;
      expect(hours).toBeCloseTo(12, 1);
    });

    it('that goes over https alone where that is how we are reached', async () => {
      const port = await freePort();
      await gateway.join({ publicUrl: 'https://gateway.example.com', port });
      const behindTls = new ApiClient(`http://127.0.0.1:${port}`, null);
      const answer = await behindTls.post('/dashboard/session', { key: OPERATOR_KEY });
      expect(answer.headers.get('set-cookie')).toMatch(/; Secure$/);
    });

    it('with which an operator may read', async () => {
      const { cookie } = await newSession();
      expect((await list(cookie)).status).toBe(200);
      expect((await browser().get('/v1/clients', { cookie: `a=b; ${cookie}; c=d` })).status).toBe(200);
    });

    it('that holds in every process and over a restart', async () => {
      const { cookie, csrfToken } = await newSession();
      const other = await gateway.join();
      expect((await new ApiClient(other.url, null).get('/v1/orders', { cookie })).status).toBe(200);
      await gateway.restart();
      expect((await list(cookie)).status).toBe(200);
      expect((await makeClient({ cookie, 'x-csrf-token': csrfToken })).status).toBe(201);
    });

    it('that ends with the operator key', async () => {
      const { cookie } = await newSession();
      const other = await gateway.join({ operatorKey: 'another-key-of-the-operators' });
      problemOf(await new ApiClient(other.url, null).get('/v1/orders', { cookie }), 401, 'unauthenticated');
    });

    it('that the event stream takes', async () => {
      const { cookie } = await newSession();
      const stream = new EventStreamClient();
      await stream.open(browser(), '/v1/events', undefined, { cookie });
      const { id } = orderOf(await gateway.operator.order(anOrder()));
      await eventually(() => expect(stream.events.map(({ data }) => data.orderId)).toContain(id));
      await stream.close();
    });
  });

  it.each([
    ['none', () => ''],
    ['an empty one', () => 'gateway-session='],
    ['one of another name', (cookie: string) => cookie.replace('gateway-session', 'session')],
    ['one that begins in another way', (cookie: string) => cookie.replace(/=.{4}/, '=AAAA')],
    ['one that ends in another way', (cookie: string) => cookie.slice(0, -4) + 'AAAA'],
    ['one that is longer', (cookie: string) => `${cookie}A`],
    ['the key itself', () => `gateway-session=${OPERATOR_KEY}`],
  ])('is needed: %s does not do', async (_name, change) => {
    const { cookie } = await newSession();
    problemOf(await list(change(cookie)), 401, 'unauthenticated');
    problemOf(await browser().get('/dashboard/session', { cookie: change(cookie) }), 401, 'unauthenticated');
  });

  describe('lets nobody change anything', () => {
    it.each([
      ['without the token of the session', () => ({})],
      ['with the token of another session', (other: Session) => ({ 'x-csrf-token': other.csrfToken })],
      ['with an empty token', () => ({ 'x-csrf-token': '' })],
    ])('%s', async (_name, headersOf) => {
      const [{ cookie }, other] = [await newSession(), await newSession()];
      const before = (await gateway.operator.get('/v1/clients?limit=200')).text;
      problemOf(await makeClient({ cookie, ...headersOf(other) }), 403, 'forbidden');
      expect((await gateway.operator.get('/v1/clients?limit=200')).text).toBe(before);
    });

    it.each(['PATCH', 'DELETE'])('by %s either', async (method) => {
      const { cookie } = await newSession();
      const client = await gateway.client();
      const body = method === 'PATCH' ? { name: 'x' } : undefined;
      problemOf(await browser().send(method, `/v1/clients/${client.id}`, body, { cookie }), 403, 'forbidden');
      expect((await client.get('/v1/orders')).status).toBe(200);
    });
  });

  it('lets an operator change things with cookie and token, which a new page may ask for', async () => {
    const { cookie, csrfToken } = await newSession();
    const current = await browser().get('/dashboard/session', { cookie });
    expect(current.body).toMatchObject({ csrfToken });
    expect((await makeClient({ cookie, 'x-csrf-token': csrfToken })).status).toBe(201);
  });

  it('does not make a client an operator: its key counts, not the cookie beside it', async () => {
    const { cookie, csrfToken } = await newSession();
    const client = await gateway.client();
    const answer = await client.get('/v1/clients', { cookie, 'x-csrf-token': csrfToken });
    problemOf(answer, 403, 'forbidden');
  });

  it('takes no key but the operators’', async () => {
    const { key } = await gateway.client();
    for (const wrong of [key ?? '', `${OPERATOR_KEY}x`, OPERATOR_KEY.toUpperCase()]) {
      const answer = await signIn(wrong);
      problemOf(answer, 401, 'unauthenticated');
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
    problemOf(await browser().post('/dashboard/session', {}), 422, 'validation-failed');
  });

  describe('ends when its operator signs out', () => {
    const signOut = (cookie: string): Promise<ApiResponse> =>
      browser().send('DELETE', '/dashboard/session', undefined, { cookie });

    it('for whoever has a copy of the cookie, in every process', async () => {
      const { cookie, csrfToken } = await newSession();
      const others = await newSession();
      const other = await gateway.join();
      const elsewhere = new ApiClient(other.url, null);
      expect((await elsewhere.get('/v1/orders', { cookie })).status).toBe(200);

      const answer = await signOut(cookie);

      expect(answer.status).toBe(204);
      expect(answer.headers.get('set-cookie')).toMatch(/^gateway-session=; Path=\/; Max-Age=0; HttpOnly/);
      problemOf(await list(cookie), 401, 'unauthenticated');
      problemOf(await elsewhere.get('/v1/orders', { cookie }), 401, 'unauthenticated');
      problemOf(await makeClient({ cookie, 'x-csrf-token': csrfToken }), 401, 'unauthenticated');
      problemOf(await browser().get('/dashboard/session', { cookie }), 401, 'unauthenticated');
      expect((await list(others.cookie)).status).toBe(200);
    });

    it('with the streams of events that it has open', async () => {
      const { cookie } = await newSession();
      const streams = [new EventStreamClient(), new EventStreamClient()];
      const other = await gateway.join();
      await streams[0]?.open(browser(), '/v1/events', undefined, { cookie });
      await streams[1]?.open(new ApiClient(other.url, null), '/v1/events', undefined, { cookie });

      await signOut(cookie);

      expect(await Promise.all(streams.map((stream) => stream.ended()))).toEqual(['ended', 'ended']);
    });

    it('once, and whoever has none is not told so', async () => {
      const { cookie } = await newSession();
      for (const given of [cookie, cookie, 'gateway-session=x'])
        expect((await signOut(given)).status).toBe(204);
      const { body } = await gateway.operator.get('/v1/ops/audit?action=session.sign-out&limit=200');
      const actors = (body as { data: { actor: { id: string } }[] }).data.map(({ actor }) => actor.id);
      expect(new Set(actors).size).toBe(actors.length);
    });
  });
});

describe('who guesses operator keys', () => {
  it('is told to wait', async () => {
    const gateway = await startGateway();
    const guesses = Array.from({ length: 60 }, (_, n) => ({ key: `not-the-operator-key-${n}` }));
    const browser = new ApiClient(gateway.url, null);
    const answers = await Promise.all(guesses.map((guess) => browser.post('/dashboard/session', guess)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401, 429]));
    problemOf(
      await browser.post('/dashboard/session', { key: 'one more that is wrong' }),
      429,
      'authentication-throttled',
    );
    await gateway.stop();
  });
});
