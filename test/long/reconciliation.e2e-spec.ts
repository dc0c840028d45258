import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type OrderAnswer, orderOf, problemOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

interface Search {
  readonly status: string;
  readonly checks: number;
  readonly result: string | null;
  readonly absentSince: string | null;
  readonly nextCheckAt: string | null;
  readonly resubmittedAt: string | null;
  readonly candidates: readonly {
    readonly orderNumber: string;
    readonly cost: string | null;
    readonly differences: string[];
    readonly rivals: string[];
  }[];
}

describe('an order whose outcome is unknown', () => {
  let gateway: TestGateway;
  let client: ApiClient;
  let database: pg.Client;
  beforeAll(async () => {
    gateway = await startGateway({
      sectigoTimeoutMs: 400,
      submissions: { reconcileIntervalMs: 100, holdProbeMs: 0 },
    });
    client = await gateway.client();
    database = new pg.Client({ connectionString: gateway.database.url });
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await gateway.stop();
  });

  const nameIn = (order: Record<string, unknown>): string => (order['organization'] as { name: string }).name;
  const orderAt = async (id: string): Promise<OrderAnswer> => orderOf(await client.get(`/v1/orders/${id}`));
  const searchOf = async (id: string): Promise<Search> =>
    (await gateway.operator.get(`/v1/orders/${id}/reconciliation`)).body as Search;
  const soldTo = async (name: string) =>
    (await gateway.simulator.ledger()).filter(({ form }) => form['organizationName'] === name);
  const reportsAbout = async (name: string) =>
    (await gateway.simulator.requests()).filter(
      ({ path, form }) => path === '/products/!WebHostReport' && form?.['organizationName'] === name,
    );

  /** Orders while Sectigo does that to the answer. */
  async function orderMeeting(fault: object, order = anOrder()): Promise<{ id: string; name: string }> {
    const name = nameIn(order);
    await gateway.simulator.script({ ...fault, match: { organizationName: name } });
    return { id: orderOf(await client.order(order)).id, name };
  }

  const placed = (id: string): Promise<OrderAnswer> =>
    eventually(async () => {
      const order = await orderAt(id);
      expect(order.status).toBe('placed');
      return order;
    });
  const searched = (id: string, result: string, checks = 1): Promise<Search> =>
    eventually(async () => {
      const search = await searchOf(id);
      expect(search).toMatchObject({ status: 'outcome-unknown', result });
      expect(search.checks).toBeGreaterThanOrEqual(checks);
      return search;
    });

  it.each([
    ['never answered', { kind: 'hang', buy: true }],
    ['was cut off', { kind: 'reset', when: 'after-read', buy: true }],
    ['was cut off in mid-reply', { kind: 'reset', when: 'mid-reply', buy: true }],
    ['answered by an error of a proxy', { kind: 'http', status: 502, body: '<html>', buy: true }],
    ['answered nothing', { kind: 'empty', buy: true }],
  ])('is found in the report when Sectigo sold it and %s', async (_what, fault) => {
    const { id, name } = await orderMeeting(fault);

    const order = await placed(id);

    const [purchase, ...more] = await soldTo(name);
    expect(more).toEqual([]);
    expect(order).toMatchObject({ problem: null, attempts: 1, nextAttemptAt: null });
    expect(order.sectigo).toMatchObject({
      orderNumber: String(purchase?.orderNumber),
      certificateId: purchase?.certificateId,
    });
    const { body } = await client.get(`/v1/orders/${id}/timeline`);
    const types = (body as { data: { type?: string }[] }).data.flatMap(({ type }) => type ?? []);
    expect(types).toEqual([
      'order.accepted',
      'order.submitting',
      'order.outcome-unknown',
      'order.reconciled',
    ]);
    expect(await searchOf(id)).toMatchObject({
      status: 'placed',
      result: 'found',
      nextCheckAt: null,
      candidates: [],
    });
  });

  it('stays unknown when the report has no trace of it, and is never sent again', async () => {
    const { id, name } = await orderMeeting({ kind: 'reset', when: 'after-read', buy: false });

    const search = await searched(id, 'absent', 3);

    expect(search.absentSince).not.toBeNull();
    expect(search.nextCheckAt).not.toBeNull();
    expect(search.candidates).toEqual([]);
    await database.query(
      "UPDATE reconciliations SET first_absent_at = now() - interval '11 minutes', next_check_at = now() WHERE order_id = $1",
      [id],
    );
    await searched(id, 'absent', search.checks + 1);
    expect(await soldTo(name)).toEqual([]);
    expect((await orderAt(id)).attempts).toBe(1);
  });

  it('is left to people when two orders of ours fit the same lines', async () => {
    const order = { ...anOrder(), allowDuplicate: true };
    const fault = { kind: 'reset', when: 'after-read', buy: true };
    const first = await orderMeeting(fault, order);
    await placed(first.id);
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'until both wait' });
    const second = await orderMeeting(fault, order);
    // as if the first one's search had not been yet, and is not while this test runs
    await database.query("UPDATE reconciliations SET next_check_at = 'infinity' WHERE order_id = $1", [
      first.id,
    ]);
    await database.query(
      'UPDATE orders SET status = \'outcome-unknown\', sectigo_order_number = NULL, problem = \'{"code":"outcome-unknown"}\' WHERE id = $1',
      [first.id],
    );
    await gateway.operator.post('/v1/ops/submissions/resume');

    const search = await searched(second.id, 'ambiguous');

    const numbers = (await soldTo(first.name)).map(({ orderNumber }) => String(orderNumber));
    expect(numbers).toHaveLength(2);
    expect(search.candidates.map(({ orderNumber }) => orderNumber).sort()).toEqual(numbers.sort());
    for (const candidate of search.candidates) {
      expect(candidate).toMatchObject({ differences: [], rivals: [first.id] });
    }
    const word = { outcome: 'placed', sectigoOrderNumber: numbers[0] ?? '', note: 'seen in the portal' };
    const costs = new Map(search.candidates.map(({ orderNumber, cost }) => [orderNumber, cost]));
    expect(costs.get(word.sectigoOrderNumber)).toMatch(/^\d+\.\d\d$/);
    const resolved = orderOf(await gateway.operator.post(`/v1/orders/${second.id}/resolve`, word));
    expect(resolved.sectigo).toMatchObject({ cost: costs.get(word.sectigoOrderNumber) });
    await gateway.operator.post(`/v1/orders/${first.id}/reconciliation`);
    expect((await placed(first.id)).sectigo?.orderNumber).toBe(numbers[1]);
  });

  it('does not take a line that belongs to another order of ours', async () => {
    const order = { ...anOrder(), allowDuplicate: true };
    orderOf(await client.order(order, { prefer: 'wait=10' }));
    const { id, name } = await orderMeeting({ kind: 'reset', when: 'after-read', buy: false }, order);

    const search = await searched(id, 'absent');

    expect(search.candidates).toEqual([]);
    expect(await soldTo(name)).toHaveLength(1);
  });

  it.each([
    ['an HTML page', { kind: 'html' }],
    ['nothing for a long time', { kind: 'hang' }],
    ['half a report', { kind: 'truncate', bytes: 40 }],
    ['fewer lines than it says', { kind: 'report', omit: 'last' }],
    ['a reset', { kind: 'reset', when: 'after-read' }],
    ['an internal error', { kind: 'error', row: 14 }],
  ])('is looked for again when Sectigo answers %s instead of a report', async (_what, fault) => {
    const order = anOrder();
    const match = { organizationName: nameIn(order) };
    await gateway.simulator.script({ ...fault, endpoint: '!WebHostReport', match });
    const { id, name } = await orderMeeting({ kind: 'hang', buy: true }, order);

    await placed(id);

    expect(await soldTo(name)).toHaveLength(1);
    expect(await reportsAbout(name)).toHaveLength(2);
  });

  it('is not looked for while Sectigo refuses the login, which is told once', async () => {
    const order = anOrder();
    const match = { organizationName: nameIn(order) };
    await gateway.simulator.script({ kind: 'error', row: 16, endpoint: '!WebHostReport', match });
    const { id, name } = await orderMeeting({ kind: 'reset', when: 'after-read', buy: true }, order);

    await searched(id, 'report-failed');

    const { rows } = await database.query('SELECT closed_by, reason FROM submission_gate');
    expect(rows).toEqual([{ closed_by: 'sectigo', reason: 'sectigo-access-denied' }]);
    const waiting = orderOf(await client.order(anOrder()));
    expect(await reportsAbout(name)).toHaveLength(1);
    expect((await orderAt(waiting.id)).status).toBe('queued');
    await gateway.operator.post('/v1/ops/submissions/resume');
    await placed(id);
    await placed(waiting.id);
  });

  it('shows its search to operators only, and looks at once when they ask', async () => {
    const { id } = await orderMeeting({ kind: 'reset', when: 'after-read', buy: true });
    problemOf(await client.get(`/v1/orders/${id}/reconciliation`), 403, 'forbidden');
    await placed(id);
    problemOf(await gateway.operator.post(`/v1/orders/${id}/reconciliation`), 409, 'order-not-resolvable');
    problemOf(await gateway.operator.get('/v1/orders/ord_none/reconciliation'), 404, 'not-found');
  });
});
