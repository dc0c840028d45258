import { beforeAll, describe, expect, it } from '@jest/globals';
import { expectInvalid, orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';

interface SummaryAnswer {
  readonly orders: Readonly<Record<string, number>>;
  readonly queueDepth: number;
  readonly oldestOpenOrder: { readonly orderId: string; readonly status: string } | null;
  readonly submissions: Readonly<Record<string, unknown>>;
  readonly attempts: readonly object[];
  readonly timeToPlaced: { readonly placed: number; readonly p50: number; readonly p95: number };
  readonly spend: { readonly today: string; readonly month: string; readonly byClient: readonly object[] };
}

describe('the summary', () => {
  const gateway = withGateway();
  let spender: ApiClient & { readonly id: string };
  let heldId: string;

  const summary = async (): Promise<SummaryAnswer> => {
    const { status, body } = await gateway.operator.get('/v1/ops/summary');
    expect(status).toBe(200);
    return body as SummaryAnswer;
  };
  const endingAs = async (
    client: ApiClient,
    status: string,
    more: Record<string, unknown> = {},
  ): Promise<string> => {
    const { id } = orderOf(await client.order(anOrder(more)));
    await eventually(async () =>
      expect((await client.get(`/v1/orders/${id}`)).body).toMatchObject({ status }),
    );
    return id;
  };

  beforeAll(async () => {
    spender = await gateway.client('spender');
    await gateway.simulator.script({ kind: 'error', code: -424_242 }, { kind: 'error', row: 7 });
    heldId = await endingAs(spender, 'held');
    await endingAs(spender, 'rejected');
    await endingAs(spender, 'placed');
    await endingAs(await gateway.client('another'), 'placed');
    await endingAs(spender, 'placed', { test: true });
  });

  it('counts every status, and names the oldest order that somebody has to act on', async () => {
    const { orders, oldestOpenOrder, queueDepth } = await summary();
    expect(orders).toEqual({
      queued: 0,
      submitting: 0,
      placed: 3,
      rejected: 1,
      failed: 0,
      held: 1,
      'outcome-unknown': 0,
      cancelled: 0,
    });
    expect(queueDepth).toBe(0);
    expect(oldestOpenOrder).toEqual({ orderId: heldId, status: 'held', ageSeconds: expect.any(Number) });
  });

  it('says what attempts came to and how long orders took', async () => {
    const { attempts, timeToPlaced } = await summary();
    expect(attempts).toEqual(
      expect.arrayContaining([
        { outcome: 'placed', sectigoCode: 0, count: 3 },
        { outcome: 'refused', sectigoCode: -424_242, count: 1 },
      ]),
    );
    expect(timeToPlaced.placed).toBe(3);
    expect(timeToPlaced.p50).toBeGreaterThan(0);
    expect(timeToPlaced.p95).toBeGreaterThanOrEqual(timeToPlaced.p50);
  });

  it('adds money up by client; a test order is not billed', async () => {
    const { rows } = await gateway.sql.query<{ client: string; cost: string }>(
      `SELECT client_id AS client, cost::text FROM orders WHERE status = 'placed' AND NOT test`,
    );
    const costOf = new Map(rows.map(({ client, cost }) => [client, cost]));
    const { spend } = await summary();
    expect(spend.byClient).toHaveLength(2);
    expect(spend.byClient).toContainEqual({
      clientId: spender.id,
      name: 'spender',
      today: costOf.get(spender.id),
      month: costOf.get(spender.id),
    });
    const total = rows.reduce((sum, { cost }) => sum + Number(cost) * 100, 0) / 100;
    expect(Number(spend.today)).toBe(total);
    expect(spend.month).toBe(spend.today);
  });

  it('tells of a pause', async () => {
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'maintenance' });
    await eventually(async () =>
      expect((await summary()).submissions).toMatchObject({
        paused: true,
        pausedBy: 'operator',
        reason: 'maintenance',
        breaker: 'closed',
      }),
    );
    await gateway.operator.post('/v1/ops/submissions/resume');
  });

  it('has the activity of the day in buckets without gaps', async () => {
    const { body } = await gateway.operator.get('/v1/ops/activity?hours=2');
    const { stepSeconds, data } = body as { stepSeconds: number; data: Record<string, number | string>[] };
    expect(stepSeconds).toBe(300);
    const starts = data.map(({ from }) => Date.parse(String(from)));
    expect(starts.slice(1).map((start, index) => start - starts[index]!)).toEqual(
      starts.slice(1).map(() => 300_000),
    );
    const total = (what: string): number => data.reduce((sum, bucket) => sum + Number(bucket[what]), 0);
    expect([total('accepted'), total('placed'), total('rejected'), total('held')]).toEqual([5, 3, 1, 1]);
  });

  it('is for operators', async () => {
    problemOf(await spender.get('/v1/ops/summary'), 403, 'forbidden');
    problemOf(await spender.get('/v1/ops/activity'), 403, 'forbidden');
    expectInvalid(await gateway.operator.get('/v1/ops/activity?hours=0'), ['/hours']);
  });
});
