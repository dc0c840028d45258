import { type ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problemOf } from '../factories/answers.js';
import { freePort } from '../faults/network/free-port.js';
import { ApiClient, type ApiResponse } from '../support/api-client.js';
import { auditOf } from '../support/audit-trail.js';
import { Browsing } from '../support/browsing.js';
import { OPERATOR_KEY, startGateway, type TestGateway } from '../support/gateway.js';
import { CLIENT_SECRET, ROLES, startProvider } from '../support/oidc-provider-process.js';

describe('signing in at the identity provider', () => {
  let provider: ChildProcess;
  let gateway: TestGateway;
  let base: string;
  beforeAll(async () => {
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    const started = await startProvider(`${base}/dashboard/session/callback`);
    provider = started.process;
    const oidc = { clientId: 'gateway', clientSecret: CLIENT_SECRET, roleClaim: 'roles', roles: ROLES };
    gateway = await startGateway({ port, publicUrl: base, oidc: { issuer: started.issuer, ...oidc } });
  });
  afterAll(async () => {
    await gateway.stop();
    provider.kill();
  });

  const isCallback = (url: string): boolean => url.startsWith(`${base}/dashboard/session/callback`);
  const isPage = (url: string): boolean => /\/dashboard(\?|$)/.test(url);
  const start = (): string => `${base}/dashboard/session/start`;
  /** Another process, at an address of its own. */
  const join = async (changes = {}): Promise<ApiClient> => {
    const port = await freePort();
    return gateway.join({ role: 'api', port, publicUrl: `http://127.0.0.1:${port}`, ...changes });
  };
  const call = (browser: Browsing, method: string, path: string, more = {}): Promise<ApiResponse> =>
    new ApiClient(base, null).send(method, path, method === 'POST' ? {} : undefined, {
      cookie: browser.cookiesFor(base),
      ...more,
    });
  const signIn = async (login: string): Promise<Browsing> => {
    const browser = new Browsing();
    expect(await browser.visit(start(), login, isPage)).toBe(`${base}/dashboard`);
    return browser;
  };

  it.each([
    ['viewer', 403, 403],
    ['operator', 422, 403],
    ['admin', 422, 422],
  ])('lets a %s in, as the person that it is', async (role, pausing, creating) => {
    const browser = await signIn(role);
    const session = await call(browser, 'GET', '/dashboard/session');
    const { csrfToken } = session.body as { csrfToken: string };
    const csrf = { 'x-csrf-token': csrfToken };

    expect(session.body).toMatchObject({ role, name: `${role}@example.com` });
    expect((await call(browser, 'GET', '/v1/ops/summary')).status).toBe(200);
    expect((await call(browser, 'POST', '/v1/ops/submissions/pause', csrf)).status).toBe(pausing);
    expect((await call(browser, 'POST', '/v1/clients', csrf)).status).toBe(creating);
    const [entry] = await auditOf(gateway.operator, `&actor=person:${role}@example.com`);
    expect(entry).toMatchObject({ action: 'session.sign-in', after: { role, subject: role } });
    expect((await gateway.operator.get('/v1/ops/sessions')).body).toMatchObject({
      data: [{ role, person: { subject: role, name: `${role}@example.com` } }],
    });
    await call(browser, 'DELETE', '/dashboard/session');
  });

  it('is over for every copy of the cookie after signing out, in every process', async () => {
    const browser = await signIn('operator');
    const copy = browser.cookiesFor(base);
    const other = await join();
    const elsewhere = new ApiClient(other.url, null);
    expect((await elsewhere.get('/v1/orders', { cookie: copy })).status).toBe(200);

    expect((await call(browser, 'DELETE', '/dashboard/session')).status).toBe(204);

    for (const at of [new ApiClient(base, null), elsewhere])
      problemOf(await at.get('/v1/orders', { cookie: copy }), 401, 'unauthenticated');
  });

  it.each([
    ['another state', (url: string) => url.replace(/state=[^&]+/, 'state=another'), (value: string) => value],
    ['another nonce', (url: string) => url, (value: string) => value.replace(/\.[\w-]+\./, '.another.')],
    ['another verifier', (url: string) => url, (value: string) => value.replace(/[\w-]+$/, 'x'.repeat(43))],
    ['nothing of its own', (url: string) => url, () => ''],
  ])('lets nobody in who comes back with %s', async (_what, changeUrl, changeCookie) => {
    const browser = new Browsing();
    const callback = await browser.visit(start(), 'admin', isCallback);
    const [, value = ''] = /gateway-sign-in=([^;]*)/.exec(browser.cookiesFor(base)) ?? [];
    browser.setCookie(base, 'gateway-sign-in', changeCookie(value));

    const answer = await browser.send(changeUrl(callback));

    expect(answer.headers.get('location')).toBe('/dashboard?sign-in=failed');
    expect(browser.cookiesFor(base)).not.toContain('gateway-session');
  });

  it('takes a code once', async () => {
    const browser = new Browsing();
    const callback = await browser.visit(start(), 'viewer', isCallback);
    const [, value = ''] = /gateway-sign-in=([^;]*)/.exec(browser.cookiesFor(base)) ?? [];
    await browser.send(callback);
    const thief = new Browsing();
    thief.setCookie(base, 'gateway-sign-in', value);
    expect((await thief.send(callback)).headers.get('location')).toBe('/dashboard?sign-in=failed');
  });

  it('lets nobody in who has no role, and the audit trail says who that was', async () => {
    const url = await new Browsing().visit(start(), 'stranger', isPage);
    expect(url).toBe(`${base}/dashboard?sign-in=no-role`);
    const [entry] = await auditOf(gateway.operator);
    expect(entry).toMatchObject({
      action: 'session.refuse',
      actor: { kind: 'unknown', id: 'person:stranger@example.com' },
    });
  });

  it('is not possible while the provider is down: the page says so, and the key opens', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const oidc = {
      issuer: nobody,
      clientId: 'x',
      clientSecret: CLIENT_SECRET,
      roleClaim: 'roles',
      roles: ROLES,
    };
    const other = await join({ oidc });
    const at = new ApiClient(other.url, null);

    const answer = await at.get('/dashboard/session/start');

    expect(answer.headers.get('location')).toBe('/dashboard?sign-in=unavailable');
    expect((await at.get('/dashboard')).text).toContain(`data-sign-in="${new URL(nobody).host}"`);
    expect((await at.post('/dashboard/session', { key: OPERATOR_KEY })).status).toBe(200);
  });
});
