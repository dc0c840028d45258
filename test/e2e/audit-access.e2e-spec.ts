import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { expectInvalid, problemOf } from '../factories/answers.js';
import { ApiClient, type ApiResponse } from '../support/api-client.js';
import { type AuditAnswer, auditOf } from '../support/audit-trail.js';
import { OPERATOR_KEY, startGateway, type TestGateway } from '../support/gateway.js';
import { IdentityProvider } from '../support/identity-provider.js';

const WRONG_KEY = 'a-key-that-nobody-has';

describe('the audit trail', () => {
  let provider: IdentityProvider;
  let gateway: TestGateway;
  beforeAll(async () => {
    provider = await IdentityProvider.start();
    gateway = await startGateway({ jwt: provider.settings, trustedProxies: ['127.0.0.1', '::1'] });
  });
  afterAll(async () => {
    await gateway.stop();
    await provider.stop();
  });

  const browser = (): ApiClient => new ApiClient(gateway.url, null);
  const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });
  const signIn = (key: string, address = '192.0.2.7'): Promise<ApiResponse> =>
    browser().post('/dashboard/session', { key }, from(address));
  const newest = async (): Promise<AuditAnswer> => (await auditOf(gateway.operator))[0]!;
  const verify = async (query = ''): Promise<Record<string, unknown>> =>
    (await gateway.operator.get(`/v1/ops/audit/verify${query}`)).body as Record<string, unknown>;

  it('has who signed in and out, and what was done in between, by their session', async () => {
    const answer = await signIn(OPERATOR_KEY);
    const signedIn = await newest();
    const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
    const session = { cookie, 'x-csrf-token': (answer.body as { csrfToken: string }).csrfToken };
    await browser().post('/v1/clients', { name: 'by session' }, { ...session, ...from('2001:db8::1') });
    const made = await newest();
    const out = await browser().send('DELETE', '/dashboard/session', undefined, { cookie });
    const signedOut = await newest();

    const actor = { kind: 'operator', id: expect.stringMatching(/^session:ses_\w{26}$/), clientId: null };
    expect(signedIn).toMatchObject({ action: 'session.sign-in', actor, address: '192.0.2.7' });
    expect(signedIn.requestId).toBe(answer.headers.get('x-request-id'));
    expect(signedIn.target).toEqual({ type: 'session', id: signedIn.actor.id });
    expect(made).toMatchObject({ action: 'client.create', actor: signedIn.actor, address: '2001:db8::1' });
    expect(out.status).toBe(204);
    expect(signedOut).toMatchObject({ action: 'session.sign-out', actor: signedIn.actor });
    expect(cookie).not.toBe('');
    expect(JSON.stringify([signedIn, made, signedOut])).not.toContain(cookie.split('=')[1]);
  });

  it('has no sign-out of a session that was none', async () => {
    const { entries } = await verify();
    await browser().send('DELETE', '/dashboard/session');
    await browser().send('DELETE', '/dashboard/session', undefined, { cookie: 'gateway-session=x' });
    expect(await verify()).toMatchObject({ entries });
  });

  it('has refused sign-ins, without what was tried, and no more than are let through', async () => {
    problemOf(await signIn(WRONG_KEY), 401, 'unauthenticated');
    const refused = await newest();
    const { entries } = await verify();
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, n) => signIn(`${WRONG_KEY}-${n}`, '192.0.2.99')),
    );

    expect(refused).toMatchObject({
      action: 'session.refuse',
      actor: { kind: 'unknown', id: 'none', clientId: null },
      address: '192.0.2.7',
      before: null,
      after: null,
    });
    expect(JSON.stringify(refused)).not.toContain(WRONG_KEY);
    const let_through = answers.filter(({ status }) => status === 401).length;
    expect(let_through).toBeLessThan(80);
    expect((await verify())['entries']).toBe((entries as number) + let_through);
  });

  it('names the person behind an operator’s token, and the key or token of a client', async () => {
    const person = new ApiClient(
      gateway.url,
      await provider.token({ sub: 'jane', azp: 'the-portal', scope: 'operator' }),
    );
    await person.post('/v1/clients', { name: 'a service', jwtSubject: 'service-1' });
    const byPerson = await newest();
    const { id } = byPerson.target;
    const program = new ApiClient(gateway.url, await provider.token({ sub: 'service-1', scope: 'orders' }));
    const { body } = await program.post('/v1/webhooks', { url: 'https://192.0.2.1/' });
    const made = await program.post('/v1/webhooks', { url: 'https://198.41.0.4/' });

    expect(byPerson.actor).toEqual({ kind: 'operator', id: 'token:jane', clientId: null });
    expect([body, made.status]).toMatchObject([{ code: 'validation-failed' }, 201]);
    expect((await newest()).actor).toEqual({ kind: 'client', id: 'token:service-1', clientId: id });
  });

  it('is listed newest first, by actor, action, target and time, in pages', async () => {
    const client = await gateway.client();
    const base = `/v1/clients/${client.id}`;
    for (let n = 0; n < 5; n += 1) await gateway.operator.post(`${base}/keys`);
    await gateway.operator.send('DELETE', base);
    const all = await auditOf(gateway.operator, `&target=${client.id}`);
    const [disabled, ...keys] = all;

    expect(all.map(({ action }) => action)).toEqual([
      'client.disable',
      ...Array.from({ length: 5 }, () => 'client.add-key'),
      'client.create',
    ]);
    expect(await auditOf(gateway.operator, `&target=${client.id}&action=client.disable`)).toEqual([disabled]);
    expect(await auditOf(gateway.operator, `&requestId=${disabled!.requestId}`)).toEqual([disabled]);
    expect(await auditOf(gateway.operator, `&target=${client.id}&after=${disabled!.at}`)).toEqual(
      all.filter(({ at }) => at >= disabled!.at),
    );
    expect(await auditOf(gateway.operator, `&target=${client.id}&before=${keys[2]!.at}`)).toEqual(
      all.filter(({ at }) => at < keys[2]!.at),
    );
    const people = await auditOf(gateway.operator, '&actor=token:jane');
    expect(people.map(({ actor }) => actor.id)).toEqual(['token:jane']);
    const service = await auditOf(gateway.operator, `&actor=${people[0]!.target.id}`);
    expect(service.map(({ action }) => action)).toEqual(['webhook.create']);

    const paged: AuditAnswer[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await gateway.operator.get(
        `/v1/ops/audit?target=${client.id}&limit=3${cursor && `&cursor=${cursor}`}`,
      );
      const { data, nextCursor } = page.body as { data: AuditAnswer[]; nextCursor: string | null };
      paged.push(...data);
      cursor = nextCursor;
    }
    expect(paged).toEqual(all);
  });

  it.each([
    ['action=order.place', '/action'],
    ['cursor=evt_0000000000000000001', '/cursor'],
    ['cursor=aud_9999999999999999999', '/cursor'],
    ['after=yesterday', '/after'],
    ['target=%00', '/target'],
    ['actor=', '/actor'],
  ])('refuses %s', async (query, pointer) => {
    expectInvalid(await gateway.operator.get(`/v1/ops/audit?${query}`), [pointer]);
  });

  it.each(['', '/verify'])('is for operators alone: %s', async (path) => {
    const client = await gateway.client();
    problemOf(await client.get(`/v1/ops/audit${path}`), 403, 'forbidden');
    problemOf(await browser().get(`/v1/ops/audit${path}`), 401, 'unauthenticated');
  });

  it('is verified: whole, and against a head that was noted', async () => {
    const { head, ...whole } = await verify();
    const entries = await auditOf(gateway.operator);
    expect(whole).toEqual({ valid: true, entries: entries.length });
    expect(head).toEqual({ id: entries[0]!.id, hash: entries[0]!.hash });
    await gateway.client();
    expect(await verify(`?head=${entries[0]!.hash}`)).toMatchObject({ valid: true, headFound: true });
    expect(await verify(`?head=${'0'.repeat(64)}`)).toMatchObject({ valid: false, headFound: false });
    expectInvalid(await gateway.operator.get('/v1/ops/audit/verify?head=x'), ['/head']);
  });

  it('tells the first entry that was tampered with', async () => {
    const [, , third] = await auditOf(gateway.operator);
    const sql = new pg.Client({ connectionString: gateway.database.url });
    await sql.connect();
    await sql.query(`ALTER TABLE audit_entries DISABLE TRIGGER ALL;
      UPDATE audit_entries SET actor_id = 'somebody else' WHERE encode(hash, 'hex') = '${third!.hash}';
      ALTER TABLE audit_entries ENABLE TRIGGER ALL`);
    await sql.end();

    expect(await verify()).toMatchObject({ valid: false, firstBroken: third!.id });
  });
});
