import { beforeEach, describe, expect, it } from '@jest/globals';
import { problemOf } from '../factories/answers.js';
import { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';

interface Key {
  readonly id: string;
  readonly key: string;
  readonly name: string | null;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
}

const NEXT_YEAR = new Date(Date.now() + 365 * 86_400_000).toISOString();

describe('the keys of a client', () => {
  const gateway = withGateway({ role: 'api' });
  let client: Awaited<ReturnType<typeof gateway.client>>;
  beforeEach(async () => {
    client = await gateway.client();
  });

  const holderOf = ({ key }: Key): ApiClient => new ApiClient(gateway.url, key);
  const keysOf = async (caller: ApiClient = client): Promise<Key[]> =>
    ((await caller.get('/v1/me')).body as { keys: Key[] }).keys;
  const made = async (wish?: object): Promise<Key> => {
    const answer = await client.post('/v1/me/keys', wish);
    expect(answer.status).toBe(201);
    return answer.body as Key;
  };

  it('are changed by the client itself: both are valid until it revokes the old one with the new one', async () => {
    const [old] = await keysOf();
    const fresh = await made({ name: 'server 2', expiresAt: NEXT_YEAR });
    expect(fresh).toMatchObject({ name: 'server 2', expiresAt: NEXT_YEAR, lastUsedAt: null });
    expect((await client.get('/v1/orders')).status).toBe(200);
    expect((await holderOf(fresh).send('DELETE', `/v1/me/keys/${old?.id}`)).status).toBe(204);
    problemOf(await client.get('/v1/orders'), 401, 'unauthenticated');
    expect(await keysOf(holderOf(fresh))).toEqual([expect.objectContaining({ id: fresh.id, current: true })]);
    const audit = await gateway.operator.get(`/v1/ops/audit?target=${client.id}`);
    expect((audit.body as { data: object[] }).data.slice(0, 2)).toMatchObject([
      { action: 'client.revoke-key', actor: { id: fresh.id }, before: { keyId: old?.id } },
      { action: 'client.add-key', actor: { id: old?.id }, after: { keyId: fresh.id } },
    ]);
    expect(audit.text).not.toContain(fresh.key.slice(-43));
  });

  it('are not revoked with themselves, nor when they are the last, nor by another client', async () => {
    const [only] = await keysOf();
    problemOf(await client.send('DELETE', `/v1/me/keys/${only?.id}`), 409, 'key-in-use');
    const other = await gateway.client();
    problemOf(await other.send('DELETE', `/v1/me/keys/${only?.id}`), 404, 'not-found');
    const second = await made();
    const answers = await Promise.all([
      client.send('DELETE', `/v1/me/keys/${second.id}`),
      holderOf(second).send('DELETE', `/v1/me/keys/${only?.id}`),
    ]);
    expect(answers.map(({ status }) => status).filter((status) => status === 204)).toHaveLength(1);
  });

  it('are twenty at most, if the client makes them', async () => {
    const answers = await Promise.all(Array.from({ length: 22 }, () => client.post('/v1/me/keys')));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(19);
    problemOf(await client.post('/v1/me/keys'), 409, 'key-limit-reached');
    expect((await gateway.operator.post(`/v1/clients/${client.id}/keys`)).status).toBe(201);
  });

  it('are valid no longer when they expire, and are found before', async () => {
    problemOf(
      await client.post('/v1/me/keys', { expiresAt: '2020-01-01T00:00:00Z' }),
      422,
      'validation-failed',
    );
    const ending = await made({ expiresAt: NEXT_YEAR });
    const listed = async (before: string): Promise<string> =>
      (await gateway.operator.get(`/v1/clients?keysExpireBefore=${before}`)).text;
    expect(await listed('2026-01-01T00:00:00Z')).not.toContain(client.id);
    expect(await listed('9999-01-01T00:00:00Z')).toContain(client.id);
    expect((await holderOf(ending).get('/v1/me')).status).toBe(200);
    await gateway.sql.query('UPDATE api_keys SET expires_at = now() WHERE id = $1', [ending.id]);
    problemOf(await holderOf(ending).get('/v1/me'), 401, 'unauthenticated');
  });

  it('show when they were last used, and not every request writes', async () => {
    const noted = await eventually(async () => {
      const [{ lastUsedAt } = { lastUsedAt: null }] = await keysOf();
      expect(lastUsedAt).not.toBeNull();
      return lastUsedAt;
    });
    for (let call = 0; call < 5; call += 1) await client.get('/v1/me');
    expect((await keysOf())[0]?.lastUsedAt).toBe(noted);
    await gateway.sql.query(`UPDATE api_keys SET last_used_at = '2020-01-01' WHERE client_id = $1`, [
      client.id,
    ]);
    await eventually(async () => expect((await keysOf())[0]?.lastUsedAt).not.toMatch(/^2020/));
  });

  it('work again when an operator enables a client that was disabled', async () => {
    const path = `/v1/clients/${client.id}`;
    expect((await gateway.operator.send('DELETE', path)).status).toBe(204);
    problemOf(await client.get('/v1/me'), 401, 'unauthenticated');
    expect((await gateway.operator.send('PATCH', path, { enabled: true })).body).toMatchObject({
      disabledAt: null,
    });
    expect((await client.get('/v1/me')).status).toBe(200);
    const { body } = await gateway.operator.get(`/v1/ops/audit?target=${client.id}`);
    expect((body as { data: object[] }).data[0]).toMatchObject({
      action: 'client.update',
      before: { disabled: true },
      after: { disabled: false },
    });
  });

  it('are no business of an operator', async () => {
    problemOf(await gateway.operator.post('/v1/me/keys'), 403, 'forbidden');
    problemOf(await gateway.operator.send('DELETE', '/v1/me/keys/key_01'), 403, 'forbidden');
  });
});
