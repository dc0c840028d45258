import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient, type ApiResponse } from '../support/api-client.js';
import { type AuditAnswer, auditOf, AuditWatch, BY_KEY, keyOf } from '../support/audit-trail.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';

const WAIT = { prefer: 'wait=10' };

describe('what people do to orders is in the audit trail', () => {
  const gateway = withGateway({ sectigoTimeoutMs: 500 });
  let watch: AuditWatch;
  let client: ApiClient & { readonly id: string };
  let clientActor: AuditAnswer['actor'];
  beforeAll(async () => {
    watch = new AuditWatch(gateway);
    client = await gateway.client();
    clientActor = { kind: 'client', id: await keyOf(gateway, client.id), clientId: client.id };
  });

  const paused = async (): Promise<void> => {
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'an audit' });
  };
  const resumed = (): Promise<ApiResponse> => gateway.operator.post('/v1/ops/submissions/resume');
  async function failed(): Promise<string> {
    const order = anOrder();
    const { name: organizationName } = order['organization'] as { name: string };
    await gateway.simulator.script({ kind: 'error', code: -4, match: { organizationName } });
    return ((await client.order(order, WAIT)).body as { orderId: string }).orderId;
  }
  async function unknown(): Promise<string> {
    const order = anOrder();
    const { name: organizationName } = order['organization'] as { name: string };
    await gateway.simulator.script({
      kind: 'reset',
      when: 'after-read',
      buy: false,
      match: { organizationName },
    });
    return ((await client.order(order, WAIT)).body as { orderId: string }).orderId;
  }

  describe('to orders:', () => {
    it('a cancellation by its client, with its note; once', async () => {
      await paused();
      const { id } = orderOf(await client.order(anOrder()));

      const entry = await watch.entryOf(() =>
        client.post(`/v1/orders/${id}/cancel`, { note: 'ordered twice' }),
      );

      expect(entry).toMatchObject({
        action: 'order.cancel',
        actor: clientActor,
        target: { type: 'order', id },
        note: 'ordered twice',
        before: { status: 'queued', version: 1 },
        after: { status: 'cancelled', version: 2 },
      });
      const again = await watch.leavesNothing(() => client.post(`/v1/orders/${id}/cancel`));
      problemOf(again, 409, 'order-not-cancellable');
      await resumed();
    });

    it('a cancellation without a body, or with an empty one', async () => {
      await paused();
      const ids = [
        orderOf(await client.order(anOrder())).id,
        orderOf(await client.order(anOrder())).id,
      ] as const;

      const none = await watch.entryOf(() => client.post(`/v1/orders/${ids[0]}/cancel`));
      const empty = await watch.entryOf(() => gateway.operator.post(`/v1/orders/${ids[1]}/cancel`, ''));

      expect([none.note, empty.note]).toEqual([null, null]);
      expect(empty.actor).toEqual(BY_KEY);
      await resumed();
    });

    it('a retry by an operator, whose note is in the timeline as well', async () => {
      const id = await failed();

      const entry = await watch.entryOf(() =>
        gateway.operator.post(`/v1/orders/${id}/retry`, { note: 'account is mended' }),
      );

      expect(entry).toMatchObject({
        action: 'order.retry',
        actor: BY_KEY,
        note: 'account is mended',
        before: { status: 'failed', problem: expect.any(String) },
        after: { status: 'queued' },
      });
      const { data } = (await client.get(`/v1/orders/${id}/timeline`)).body as { data: object[] };
      expect(data).toContainEqual(
        expect.objectContaining({
          type: 'order.queued',
          data: { status: 'queued', note: 'account is mended' },
        }),
      );
      await eventually(async () =>
        expect((await client.get(`/v1/orders/${id}`)).body).toMatchObject({ status: 'placed' }),
      );
      problemOf(
        await watch.leavesNothing(() => gateway.operator.post(`/v1/orders/${id}/retry`)),
        409,
        'order-not-retryable',
      );
    });

    it.each([
      [
        { outcome: 'placed', sectigoOrderNumber: '777', cost: '210.00' },
        { status: 'placed', sectigoOrderNumber: '777', cost: '210.00' },
      ],
      [{ outcome: 'not-placed', resubmit: true }, { status: 'queued' }],
      [
        { outcome: 'not-placed', resubmit: false },
        { status: 'failed', problem: 'order-not-placed' },
      ],
    ])('a resolution: %j', async (word, after) => {
      const id = await unknown();
      const resolve = (): Promise<ApiResponse> =>
        gateway.operator.post(`/v1/orders/${id}/resolve`, { ...word, note: 'seen in the portal' });

      expect(await watch.entryOf(resolve)).toMatchObject({
        action: 'order.resolve',
        actor: BY_KEY,
        target: { id },
        note: 'seen in the portal',
        before: { status: 'outcome-unknown' },
        after,
      });
    });

    it('not a resolution that was refused', async () => {
      const id = await unknown();
      const word = { outcome: 'placed', sectigoOrderNumber: '777', note: 'a slip' };
      problemOf(
        await watch.leavesNothing(() => gateway.operator.post(`/v1/orders/${id}/resolve`, word)),
        422,
        'validation-failed',
      );
    });

    it('that somebody let a search begin at once, if that changed anything', async () => {
      const id = await unknown();
      const search = (): Promise<ApiResponse> => gateway.operator.post(`/v1/orders/${id}/reconciliation`);

      const entry = await watch.entryOf(search);

      expect(entry).toMatchObject({
        action: 'order.reconcile',
        actor: BY_KEY,
        target: { type: 'order', id },
      });
      const placed = orderOf(await client.order(anOrder(), WAIT));
      const none = await watch.leavesNothing(() =>
        gateway.operator.post(`/v1/orders/${placed.id}/reconciliation`),
      );
      problemOf(none, 409, 'order-not-resolvable');
    });

    it('not that they were placed: their own events tell that', async () => {
      const { id } = orderOf(await client.order(anOrder(), WAIT));
      expect(await auditOf(gateway.operator, `&target=${id}`)).toEqual([]);
    });
  });

  it('to sending: pausing and resuming, with what it let go', async () => {
    const pause = (reason: string): Promise<ApiResponse> =>
      gateway.operator.post('/v1/ops/submissions/pause', { reason });

    expect(await watch.entryOf(() => pause('maintenance'))).toMatchObject({
      action: 'submissions.pause',
      actor: BY_KEY,
      target: { type: 'submissions', id: 'submissions' },
      note: 'maintenance',
      before: { paused: false },
      after: { paused: true, pausedBy: 'operator' },
    });
    await watch.leavesNothing(() => pause('maintenance'));
    expect(await watch.entryOf(resumed)).toMatchObject({
      action: 'submissions.resume',
      before: { paused: true },
      after: { paused: false, releasedOrders: 0 },
    });
    await watch.leavesNothing(resumed);
  });

  it('is one entry for one change, however many try at once', async () => {
    await paused();
    const { id } = orderOf(await client.order(anOrder()));

    const answers = await Promise.all(
      Array.from({ length: 8 }, () => client.post(`/v1/orders/${id}/cancel`)),
    );

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await auditOf(gateway.operator, `&target=${id}`)).toHaveLength(1);
    await resumed();
  });
});
