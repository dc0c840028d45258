import { afterEach, describe, expect, it } from '@jest/globals';
import { type OrderAnswer, orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { eventually } from '../support/eventually.js';
import { type Overrides, startGateway, type TestGateway } from '../support/gateway.js';

const endpoint = '!WebHostReport';

describe('a report that Sectigo refuses', () => {
  let gateway: TestGateway;
  afterEach(() => gateway.stop());

  async function start(overrides: Overrides = {}): Promise<void> {
    gateway = await startGateway({ submissions: { reconcileIntervalMs: 100, holdProbeMs: 0 }, ...overrides });
  }
  /** An order that was sold without our knowing. */
  async function unknownOrder(): Promise<string> {
    const fault = { kind: 'reset', when: 'after-read', buy: true, endpoint: '!AutoApplyOrder' };
    await gateway.simulator.script(fault);
    return orderOf(await gateway.operator.order(anOrder())).id;
  }
  const refuse = (fault: object): Promise<void> => gateway.simulator.script({ ...fault, endpoint });
  const orderAt = async (id: string): Promise<OrderAnswer> =>
    orderOf(await gateway.operator.get(`/v1/orders/${id}`));
  const becomesPlaced = (id: string): Promise<void> =>
    eventually(async () => expect((await orderAt(id)).status).toBe('placed'));
  const searched = (id: string): Promise<void> =>
    eventually(async () =>
      expect((await gateway.operator.get(`/v1/orders/${id}/reconciliation`)).body).toMatchObject({
        status: 'outcome-unknown',
        result: 'report-failed',
        nextCheckAt: expect.any(String),
      }),
    );
  const submissions = async (): Promise<Record<string, unknown>> =>
    ((await gateway.operator.get('/v1/ops/summary')).body as { submissions: Record<string, unknown> })
      .submissions;
  const reports = async (): Promise<unknown[]> =>
    (await gateway.simulator.requests()).filter(({ path }) => path.endsWith(endpoint));

  it.each([
    ['permission', { kind: 'error', code: -91 }],
    ['credit', { kind: 'error', code: -15 }],
  ])('for want of %s stops no order, and is asked for again', async (_what, fault) => {
    await start();
    await refuse({ ...fault, times: 3 });
    const id = await unknownOrder();

    await searched(id);

    expect(await submissions()).toMatchObject({ paused: false, reason: null });
    const other = await gateway.operator.order(anOrder(), { prefer: 'wait=10' });
    expect(orderOf(other).status).toBe('placed');
    await becomesPlaced(id);
    expect(await reports()).toHaveLength(4);
  });

  it('because we ask too often slows everything down', async () => {
    await start();
    await refuse({ kind: 'throttle', retryAfterSeconds: 2 });
    const id = await unknownOrder();

    await searched(id);

    expect(await submissions()).toMatchObject({ paused: false, slowedUntil: expect.any(String) });
    const other = orderOf(await gateway.operator.order(anOrder(), { prefer: 'wait=1' }));
    expect(other.status).toBe('queued');
    await becomesPlaced(other.id);
    await becomesPlaced(id);
  });

  it('because of the login is not asked for in another way, and stops the orders', async () => {
    await start({ sectigoForeignOrderNumber: true });
    await refuse({ kind: 'error', row: 16, times: 1_000 });
    const id = await unknownOrder();

    await searched(id);

    expect(await submissions()).toMatchObject({ pausedBy: 'sectigo', reason: 'sectigo-access-denied' });
    expect(await reports()).toHaveLength(1);
  });
});
