import { beforeAll, describe, expect, it } from '@jest/globals';
import { problemOf } from '../factories/answers.js';
import { aWebhook, deliveriesOf } from '../factories/webhooks.js';
import { type ApiClient, type ApiResponse, secretOf } from '../support/api-client.js';
import { type AuditAnswer, auditOf, AuditWatch, BY_KEY, keyOf } from '../support/audit-trail.js';
import { withGateway } from '../support/gateway.js';

const NOBODY_THERE = 'http://127.0.0.1:9/secret-path?token=secret-token';

describe('what people do to clients and webhooks is in the audit trail', () => {
  const gateway = withGateway({ webhookAllowPrivate: true });
  let watch: AuditWatch;
  let client: ApiClient & { readonly id: string };
  let clientActor: AuditAnswer['actor'];
  beforeAll(async () => {
    watch = new AuditWatch(gateway);
    client = await gateway.client();
    clientActor = { kind: 'client', id: await keyOf(gateway, client.id), clientId: client.id };
  });

  it('to clients: made, changed, their keys, disabled', async () => {
    const made = await watch.entryOf(() =>
      gateway.operator.post('/v1/clients', {
        name: 'Maria Doe',
        limits: { ordersPerHour: 5 },
        jwtSubject: 'service-7',
      }),
    );
    const { id, key } = made.answer.body as { id: string; key: string };
    const base = `/v1/clients/${id}`;
    const patch = (change: object): Promise<ApiResponse> => gateway.operator.send('PATCH', base, change);
    const first = { ordersPerHour: 5, spendPerDay: null, jwtSubject: 'service-7', disabled: false };
    const target = { type: 'client', id };

    expect(made).toMatchObject({ action: 'client.create', actor: BY_KEY, target, before: null });
    expect(made.after).toEqual({ ...first, keyId: await keyOf(gateway, id) });
    expect(await watch.entryOf(() => patch({ limits: { spendPerDay: '10.50' } }))).toMatchObject({
      action: 'client.update',
      target,
      before: first,
      after: { ...first, spendPerDay: '10.50' },
    });
    expect(await watch.entryOf(() => patch({ name: 'Maria Roe' }))).toMatchObject({
      after: { renamed: true },
    });
    await watch.leavesNothing(() => patch({ limits: { spendPerDay: '10.5' }, name: 'Maria Roe' }));
    await watch.leavesNothing(() => patch({}));
    const added = await watch.entryOf(() => gateway.operator.post(`${base}/keys`));
    const { id: keyId } = added.answer.body as { id: string };
    expect(added).toMatchObject({ action: 'client.add-key', target, before: null, after: { keyId } });
    const revoke = (): Promise<ApiResponse> => gateway.operator.send('DELETE', `${base}/keys/${keyId}`);
    expect(await watch.entryOf(revoke)).toMatchObject({
      action: 'client.revoke-key',
      before: { keyId },
      after: null,
    });
    problemOf(await watch.leavesNothing(revoke), 404, 'not-found');
    const disable = (): Promise<ApiResponse> => gateway.operator.send('DELETE', base);
    expect(await watch.entryOf(disable)).toMatchObject({
      action: 'client.disable',
      before: { disabled: false },
      after: { disabled: true },
    });
    await watch.leavesNothing(disable);
    const told = JSON.stringify(await auditOf(gateway.operator, `&target=${id}`));
    for (const secret of ['Maria', key, secretOf(key)]) expect(told).not.toContain(secret);
  });

  it('to webhooks: made, changed, tested, replayed, a new secret, deleted', async () => {
    const wish = { url: NOBODY_THERE, description: 'Maria Doe' };
    const made = await watch.entryOf(() => client.post('/v1/webhooks', wish));
    const { id, secret } = made.answer.body as { id: string; secret: string };
    const base = `/v1/webhooks/${id}`;
    const patch = (change: object): Promise<ApiResponse> => client.send('PATCH', base, change);
    const target = { type: 'webhook', id };
    const first = { urlHost: '127.0.0.1:9', eventTypes: [], enabled: true, disabledReason: null };

    expect(made).toMatchObject({
      action: 'webhook.create',
      actor: clientActor,
      target,
      before: null,
      after: first,
    });
    expect(await watch.entryOf(() => patch({ eventTypes: ['order.placed'] }))).toMatchObject({
      action: 'webhook.update',
      before: first,
      after: { ...first, eventTypes: ['order.placed'] },
    });
    expect((await watch.entryOf(() => patch({ url: `${NOBODY_THERE}2`, description: null }))).after).toEqual({
      ...first,
      eventTypes: ['order.placed'],
      urlChanged: true,
      descriptionChanged: true,
    });
    await watch.leavesNothing(() => patch({ eventTypes: ['order.placed'], enabled: true }));
    const disabled = { enabled: false, disabledReason: 'requested' };
    expect(await watch.entryOf(() => patch({ enabled: false }))).toMatchObject({ after: disabled });
    problemOf(await watch.leavesNothing(() => client.post(`${base}/test`)), 409, 'webhook-disabled');
    expect(await watch.entryOf(() => patch({ enabled: true }))).toMatchObject({
      before: disabled,
      after: { enabled: true },
    });
    const tested = await watch.entryOf(() => client.post(`${base}/test`));
    const { id: deliveryId } = tested.answer.body as { id: string };
    expect(tested).toMatchObject({ action: 'webhook.test', target, after: { deliveryId } });
    const replayed = await watch.entryOf(() =>
      gateway.operator.post(`${base}/deliveries/${deliveryId}/replay`),
    );
    expect(replayed).toMatchObject({
      action: 'webhook.replay',
      actor: BY_KEY,
      target,
      before: { deliveryId },
    });
    const rotated = await watch.entryOf(() => client.post(`${base}/rotate-secret`));
    expect(rotated).toMatchObject({
      action: 'webhook.rotate-secret',
      before: null,
      after: { previousSecretUntil: expect.stringMatching(/^\d{4}-/) },
    });
    expect(await watch.entryOf(() => client.send('DELETE', base))).toMatchObject({
      action: 'webhook.delete',
      after: null,
    });
    problemOf(await watch.leavesNothing(() => client.send('DELETE', base)), 404, 'not-found');
    const told = JSON.stringify(await auditOf(gateway.operator, `&target=${id}`));
    const secrets = ['Maria', 'secret-path', 'secret-token', secret];
    for (const hidden of [...secrets, (rotated.answer.body as { secret: string }).secret]) {
      expect(told).not.toContain(hidden);
    }
  });

  it('leaves no entry of a webhook beyond the limit, and one of each within it', async () => {
    const owner = await gateway.client('many webhooks');
    const before = await watch.count();
    const answers = await Promise.all(
      Array.from({ length: 23 }, () => owner.post('/v1/webhooks', { url: NOBODY_THERE })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(await watch.count()).toBe(before + 20);
  });

  it('survives a webhook that is tested, replayed and deleted at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await aWebhook(client, NOBODY_THERE);
      await client.post(`/v1/webhooks/${id}/test`);
      const [delivery] = await deliveriesOf(client, id);
      const answers = await Promise.all([
        client.post(`/v1/webhooks/${id}/test`),
        client.post(`/v1/webhooks/${id}/deliveries/${delivery!.id}/replay`),
        client.send('DELETE', `/v1/webhooks/${id}`),
        client.post(`/v1/webhooks/${id}/deliveries/${delivery!.id}/replay`),
        client.post(`/v1/webhooks/${id}/test`),
      ]);
      for (const { status } of answers) expect([202, 204, 404]).toContain(status);
    }
  });
});
