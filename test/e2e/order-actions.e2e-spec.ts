import { beforeAll, describe, expect, it } from '@jest/globals';
import { type OrderAnswer, orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';

const WAIT = { prefer: 'wait=10' };

describe('what people may do to an order', () => {
  const gateway = withGateway({ sectigoTimeoutMs: 500 });
  let client: ApiClient;
  beforeAll(async () => {
    client = await gateway.client();
  });

  async function show(id: string): Promise<OrderAnswer> {
    return orderOf(await gateway.operator.get(`/v1/orders/${id}`));
  }

  async function until(id: string, status: string): Promise<OrderAnswer> {
    return eventually(async () => {
      const order = await show(id);
      expect(order.status).toBe(status);
      return order;
    });
  }

  /** An order whose reply was lost on the way: bought, or not. */
  async function unknown(buy: boolean): Promise<string> {
    const order = anOrder();
    const organizationName = (order['organization'] as { name: string }).name;
    await gateway.simulator.script({ kind: 'reset', when: 'after-read', buy, match: { organizationName } });
    const { id } = orderOf(await client.order(order));
    await until(id, 'outcome-unknown');
    return id;
  }

  async function soldTo(id: string): Promise<string[]> {
    const { organization } = (await show(id)) as unknown as { organization: { name: string } };
    const sold = await gateway.simulator.ledger();
    return sold
      .filter(({ form }) => form['organizationName'] === organization.name)
      .map(({ orderNumber }) => String(orderNumber));
  }

  it('pausing keeps every order here, resuming sends them', async () => {
    const paused = await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'maintenance' });
    const { id } = orderOf(await client.order(anOrder()));
    const kept = await client.get(`/v1/orders/${id}/result`);
    const resumed = await gateway.operator.post('/v1/ops/submissions/resume');

    expect(paused.body).toMatchObject({ paused: true, reason: 'maintenance', pausedBy: 'operator' });
    expect(kept.status).toBe(202);
    expect(resumed.body).toMatchObject({ paused: false, reason: null });
    await until(id, 'placed');
  });

  it('an order that was cancelled while it waited is never sent', async () => {
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'test' });
    const { id } = orderOf(await client.order(anOrder()));
    const [first, second] = [
      await client.post(`/v1/orders/${id}/cancel`),
      await client.post(`/v1/orders/${id}/cancel`),
    ];
    const after = orderOf(await client.order(anOrder()));
    await gateway.operator.post('/v1/ops/submissions/resume');
    await until(after.id, 'placed');

    expect(orderOf(first).status).toBe('cancelled');
    problemOf(second, 409, 'order-not-cancellable');
    expect(await soldTo(id)).toEqual([]);
    problemOf(await client.get(`/v1/orders/${id}/result`), 409, 'order-cancelled');
  });

  it('a placed order can be neither cancelled nor retried nor resolved', async () => {
    const { id } = orderOf(await client.order(anOrder(), WAIT));

    problemOf(await client.post(`/v1/orders/${id}/cancel`), 409, 'order-not-cancellable');
    problemOf(await gateway.operator.post(`/v1/orders/${id}/retry`), 409, 'order-not-retryable');
    const word = { outcome: 'not-placed', resubmit: true, note: 'I am wrong' };
    problemOf(await gateway.operator.post(`/v1/orders/${id}/resolve`, word), 409, 'order-not-resolvable');
    expect(await soldTo(id)).toHaveLength(1);
  });

  it('a rejected order is sent again when an operator retries it', async () => {
    const order = anOrder();
    const organizationName = (order['organization'] as { name: string }).name;
    await gateway.simulator.script({ kind: 'error', code: -4, match: { organizationName } });
    const { orderId } = (await client.order(order, WAIT)).body as { orderId: string };

    const retried = await gateway.operator.post(`/v1/orders/${orderId}/retry`);

    expect(orderOf(retried)).toMatchObject({ status: 'queued', problem: null });
    await until(orderId, 'placed');
    expect(await soldTo(orderId)).toHaveLength(1);
  });

  it('a failed order is not retried once the same certificate was ordered again', async () => {
    const order = anOrder();
    const organizationName = (order['organization'] as { name: string }).name;
    await gateway.simulator.script({ kind: 'error', code: -4, match: { organizationName } });
    const { orderId } = (await client.order(order, WAIT)).body as { orderId: string };
    const again = orderOf(await client.order(order, WAIT));

    problemOf(await gateway.operator.post(`/v1/orders/${orderId}/retry`), 409, 'order-not-retryable');
    expect(await soldTo(again.id)).toHaveLength(1);
  });

  it('an unknown outcome is never retried, only resolved: placed, with the number that Sectigo shows', async () => {
    const id = await unknown(true);
    const [sectigoOrderNumber = ''] = await soldTo(id);
    const word = { outcome: 'placed', sectigoOrderNumber, note: 'found in the portal' };

    problemOf(await gateway.operator.post(`/v1/orders/${id}/retry`), 409, 'order-not-retryable');
    const resolved = orderOf(await gateway.operator.post(`/v1/orders/${id}/resolve`, word));

    expect(resolved).toMatchObject({
      status: 'placed',
      problem: null,
      sectigo: { orderNumber: sectigoOrderNumber },
    });
    expect(await soldTo(id)).toHaveLength(1);
  });

  it('what an operator says that an order cost is shown and counted as spent', async () => {
    const spender = await gateway.client();
    const order = anOrder();
    const organizationName = (order['organization'] as { name: string }).name;
    await gateway.simulator.script({
      kind: 'reset',
      when: 'after-read',
      buy: false,
      match: { organizationName },
    });
    const { id, clientId } = orderOf(await spender.order(order)) as OrderAnswer & { clientId: string };
    await until(id, 'outcome-unknown');
    const word = { outcome: 'placed', sectigoOrderNumber: '990001', cost: '187.5', note: 'on the invoice' };

    const resolved = orderOf(await gateway.operator.post(`/v1/orders/${id}/resolve`, word));

    expect(resolved.sectigo).toMatchObject({ orderNumber: '990001', cost: '187.50' });
    expect(await show(id)).toMatchObject({ sectigo: { cost: '187.50' } });
    expect((await gateway.operator.get(`/v1/clients/${clientId}`)).body).toMatchObject({
      usage: { spendToday: '187.50' },
    });
    const { spend } = (await gateway.operator.get('/v1/ops/summary')).body as {
      spend: { byClient: object[] };
    };
    expect(spend.byClient).toContainEqual(
      expect.objectContaining({ clientId, today: '187.50', month: '187.50' }),
    );
  });

  it('an unknown outcome resolved as not placed is sent once more, or fails, as the operator says', async () => {
    const [sent, failed] = [await unknown(false), await unknown(false)];
    const word = { outcome: 'not-placed', note: 'not in the portal' };

    await gateway.operator.post(`/v1/orders/${sent}/resolve`, { ...word, resubmit: true });
    await gateway.operator.post(`/v1/orders/${failed}/resolve`, { ...word, resubmit: false });

    await until(sent, 'placed');
    expect(await soldTo(sent)).toHaveLength(1);
    expect((await show(failed)).status).toBe('failed');
    expect(await soldTo(failed)).toEqual([]);
  });

  it("does not give one of Sectigo's order numbers to two orders", async () => {
    const placed = orderOf(await client.order(anOrder(), WAIT)) as unknown as {
      sectigo: { orderNumber: string };
    };
    const id = await unknown(false);
    const word = { outcome: 'placed', sectigoOrderNumber: placed.sectigo.orderNumber, note: 'a slip' };

    const answer = await gateway.operator.post(`/v1/orders/${id}/resolve`, word);

    problemOf(answer, 422, 'validation-failed');
    expect((await show(id)).status).toBe('outcome-unknown');
  });

  it.each([
    [{ outcome: 'placed', note: 'x' }, '/sectigoOrderNumber'],
    [{ outcome: 'placed', sectigoOrderNumber: '7', cost: '-1.00', note: 'x' }, '/cost'],
    [{ outcome: 'placed', sectigoOrderNumber: '7', cost: '1.005', note: 'x' }, '/cost'],
    [{ outcome: 'placed', sectigoOrderNumber: '7', cost: 210, note: 'x' }, '/cost'],
    [{ outcome: 'not-placed', resubmit: false, cost: '210.00', note: 'x' }, '/cost'],
    [{ outcome: 'not-placed', note: 'x' }, '/resubmit'],
    [{ outcome: 'not-placed', resubmit: true }, '/note'],
    [{ outcome: 'maybe', note: 'x' }, '/outcome'],
  ])('half a resolution, or a faulty one, is refused: %j', async (word, pointer) => {
    const id = await unknown(false);
    const { errors } = problemOf(
      await gateway.operator.post(`/v1/orders/${id}/resolve`, word),
      422,
      'validation-failed',
    );
    expect(errors?.map((fault) => fault.pointer)).toContain(pointer);
  });

  it('is for operators, but for cancelling and looking', async () => {
    const { id } = orderOf(await client.order(anOrder(), WAIT));
    const stranger = await gateway.client('a stranger');

    for (const action of ['retry', 'resolve']) {
      problemOf(await client.post(`/v1/orders/${id}/${action}`, {}), 403, 'forbidden');
    }
    problemOf(await client.post('/v1/ops/submissions/resume'), 403, 'forbidden');
    problemOf(await stranger.post(`/v1/orders/${id}/cancel`), 404, 'not-found');
    problemOf(await stranger.get(`/v1/orders/${id}/timeline`), 404, 'not-found');
  });

  it('the timeline tells events and attempts, oldest first', async () => {
    const { id } = orderOf(await client.order(anOrder(), WAIT));

    const { data } = (await client.get(`/v1/orders/${id}/timeline`)).body as {
      data: Record<string, unknown>[];
    };

    expect(data.map(({ kind, type, outcome }) => type ?? `${String(kind)} ${String(outcome)}`)).toEqual([
      'order.accepted',
      'order.submitting',
      'attempt placed',
      'order.placed',
    ]);
    expect(data[2]).toMatchObject({
      fence: 1,
      httpStatus: 200,
      sectigoCode: 0,
      requestDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
});
