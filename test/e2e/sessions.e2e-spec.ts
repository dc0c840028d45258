import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problemOf } from '../factories/answers.js';
import { ApiClient } from '../support/api-client.js';
import { auditOf } from '../support/audit-trail.js';
import { OPERATOR_KEY, startGateway, type TestGateway } from '../support/gateway.js';

interface SessionAnswer {
  readonly id: string;
  readonly lastSeenAt: string;
}

describe('the sessions of operators', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.stop());

  const browser = (): ApiClient => new ApiClient(gateway.url, null);
  const listed = async (): Promise<SessionAnswer[]> =>
    ((await gateway.operator.get('/v1/ops/sessions')).body as { data: SessionAnswer[] }).data;
  const signIn = async (): Promise<{ cookie: string; id: string }> => {
    const answer = await browser().post('/dashboard/session', { key: OPERATOR_KEY });
    const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
    return { cookie, id: (await listed())[0]!.id };
  };
  const unused = (id: string, minutes: number): Promise<unknown> =>
    gateway.sql.query(
      'UPDATE operator_sessions SET last_seen_at = now() - make_interval(mins => $2) WHERE id = $1',
      [id, minutes],
    );

  it('are listed, newest first, without what would make a cookie', async () => {
    const [one, two] = [await signIn(), await signIn()];
    const { text, body } = await gateway.operator.get('/v1/ops/sessions');
    const [newest, before] = (body as { data: SessionAnswer[] }).data;
    expect([newest!.id, before!.id]).toEqual([two.id, one.id]);
    expect(newest).toMatchObject({ id: expect.stringMatching(/^ses_/), role: 'admin', person: null });
    const { rows } = await gateway.sql.query<{ token_hash: string }>(
      'SELECT token_hash FROM operator_sessions',
    );
    for (const secret of [one.cookie.split('=')[1]!, ...rows.map(({ token_hash }) => token_hash)]) {
      expect(text).not.toContain(secret);
    }
  });

  it('are ended by an administrator, in every process, and the audit trail says by whom', async () => {
    const [{ cookie, id }, kept] = [await signIn(), await signIn()];
    const other = await gateway.join({ role: 'api' });
    const elsewhere = new ApiClient(other.url, null);
    expect((await elsewhere.get('/v1/orders', { cookie })).status).toBe(200);

    expect((await gateway.operator.send('DELETE', `/v1/ops/sessions/${id}`)).status).toBe(204);

    for (const at of [browser(), elsewhere])
      problemOf(await at.get('/v1/orders', { cookie }), 401, 'unauthenticated');
    expect((await browser().get('/v1/orders', { cookie: kept.cookie })).status).toBe(200);
    const [entry] = await auditOf(gateway.operator);
    expect(entry).toMatchObject({
      action: 'session.end',
      actor: { id: 'operator-key' },
      target: { type: 'session', id: `session:${id}` },
    });
    problemOf(await gateway.operator.send('DELETE', `/v1/ops/sessions/${id}`), 404, 'not-found');
  });

  it.each(['ses_01JDB2Y0Q7ZK5T3E8W9R6M4NXA', 'none', '%00', 'x'.repeat(200)])('%s is none', async (id) => {
    problemOf(await gateway.operator.send('DELETE', `/v1/ops/sessions/${id}`), 404, 'not-found');
  });

  it('end when nobody uses them for an hour, and not while somebody does', async () => {
    const [{ cookie, id }, left] = [await signIn(), await signIn()];
    await unused(id, 59);
    expect((await browser().get('/v1/orders', { cookie })).status).toBe(200);
    await unused(left.id, 61);

    problemOf(await browser().get('/v1/orders', { cookie: left.cookie }), 401, 'unauthenticated');
    const { rows } = await gateway.sql.query(
      "SELECT 1 FROM operator_sessions WHERE id = $1 AND last_seen_at > now() - interval '1 minute'",
      [id],
    );
    expect(rows).toHaveLength(1);
    expect((await listed()).map((session) => session.id)).not.toContain(left.id);
  });
});
