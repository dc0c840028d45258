import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { orderOf, problemOf } from '../factories/answers.js';
import { listEvents } from '../factories/events.js';
import { anOrder } from '../factories/order.js';
import { type ApiClient, type ApiResponse } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';

const WAIT = { prefer: 'wait=10' };

describe('the version of an order', () => {
  const gateway = withGateway();
  let client: ApiClient & { readonly id: string };
  beforeAll(async () => {
    client = await gateway.client();
  });

  const tagOf = ({ headers }: ApiResponse): string => headers.get('etag') ?? '';
  const ifMatch = (tag: string): Record<string, string> => ({ 'if-match': tag });
  const act = (id: string, action: string, headers = {}, body: unknown = {}): Promise<ApiResponse> =>
    gateway.operator.post(`/v1/orders/${id}/${action}`, body, headers);
  const statusOf = async (id: string): Promise<string> =>
    orderOf(await client.get(`/v1/orders/${id}`)).status;

  /** An order that waits for an operator, and how it was shown. */
  async function held(): Promise<ApiResponse & { readonly id: string }> {
    const order = anOrder();
    const match = { organizationName: (order['organization'] as { name: string }).name };
    // a code that no catalogue has holds this order alone
    await gateway.simulator.script({ kind: 'error', code: -9_876, match });
    const { orderId: id } = (await client.order(order, WAIT)).body as { orderId: string };
    return { ...(await client.get(`/v1/orders/${id}`)), id };
  }

  async function issued(): Promise<ApiResponse & { readonly id: string }> {
    const placed = await client.order(anOrder(), WAIT);
    const { id } = orderOf(placed);
    await gateway.sql.query(`UPDATE orders SET certificate_status = 'issued' WHERE id = $1`, [id]);
    return { ...placed, id };
  }

  it('is in every answer that shows the order, as its ETag, and that of its newest event', async () => {
    const placed = await client.order(anOrder(), WAIT);
    const { id } = orderOf(placed);
    const shown = await client.get(`/v1/orders/${id}`);
    const { version } = shown.body as { version: number };

    expect([version, tagOf(placed), tagOf(shown)]).toEqual([3, '"3"', '"3"']);
    expect(placed.body).toMatchObject({ version });
    expect(tagOf(await client.get(`/v1/orders/${id}/result`))).toBe('"3"');
    expect((await client.get(`/v1/orders?limit=1`)).body).toMatchObject({ data: [{ id, version }] });
    const { data: events } = await listEvents(client, `?orderId=${id}`);
    expect(events.map((event) => event.version)).toEqual([3, 2, 1]);

    const { text } = await client.get('/v1/orders', { accept: 'text/csv' });
    expect(text.split('\r\n')[1]).toMatch(new RegExp(`^${id},.*,3$`));
  });

  it('is told by 304 alone to whoever has it, until something changes', async () => {
    const { id } = orderOf(await client.order(anOrder(), WAIT));
    const known = (tag: string): Promise<ApiResponse> =>
      client.get(`/v1/orders/${id}`, { 'if-none-match': tag });

    for (const tag of ['"3"', 'W/"3"', '"1", "3"', '*']) {
      const answer = await known(tag);
      expect([answer.status, tagOf(answer), answer.text]).toEqual([304, '"3"', '']);
    }
    expect((await known('"2"')).status).toBe(200);
    problemOf(await known('3'), 400, 'malformed-request');
  });

  it('does not hide a renewal, which is no new version', async () => {
    const { id } = await issued();
    const renewal = orderOf(
      await client.post(`/v1/orders/${id}/renew`, {}, { 'idempotency-key': randomUUID() }),
    );
    const again = await client.get(`/v1/orders/${id}`, { 'if-none-match': '"3"' });
    expect([again.status, again.body]).toEqual([200, expect.objectContaining({ renewedBy: renewal.id })]);
  });

  it.each<[string, string, () => Promise<ApiResponse & { readonly id: string }>, object]>([
    ['cancel', 'held', held, {}],
    ['retry', 'held', held, {}],
    ['revoke', 'placed', issued, { reason: 'a test' }],
  ])('lets nobody %s what has changed since', async (action, status, make, body) => {
    const { id, ...shown } = await make();
    const current = tagOf(shown);
    for (const stale of ['"1"', `W/${current}`, '"1", "2147483648", "abc"']) {
      const { detail } = problemOf(await act(id, action, ifMatch(stale), body), 412, 'version-conflict');
      expect(detail).toContain(`version ${current.slice(1, -1)}`);
    }
    for (const garbage of ['1', '"1', ',', '']) {
      problemOf(await act(id, action, ifMatch(garbage), body), 400, 'malformed-request');
    }
    expect(await statusOf(id)).toBe(status);

    const done = await act(id, action, ifMatch(`"1", ${current}`), body);
    expect(done.status).toBe(200);
    expect(Number(tagOf(done).slice(1, -1))).toBeGreaterThan(Number(current.slice(1, -1)));
  });

  it('lets nobody resolve what has changed since', async () => {
    const order = anOrder();
    const match = { organizationName: (order['organization'] as { name: string }).name };
    await gateway.simulator.script({ kind: 'reset', when: 'after-read', buy: false, match });
    const { orderId: id } = (await client.order(order, WAIT)).body as { orderId: string };
    const word = { outcome: 'not-placed', resubmit: false, note: 'a test' };

    problemOf(await act(id, 'resolve', ifMatch('"1"'), word), 412, 'version-conflict');
    expect(await statusOf(id)).toBe('outcome-unknown');
    const tag = tagOf(await client.get(`/v1/orders/${id}`));
    expect(orderOf(await act(id, 'resolve', ifMatch(tag), word)).status).toBe('failed');
  });

  it('is any with *, of an order that is there', async () => {
    const { id } = await held();
    problemOf(await act('ord_01JDB2Y0Q7ZK5T3E8W9R6M4NXA', 'cancel', ifMatch('*')), 404, 'not-found');
    expect(orderOf(await act(id, 'cancel', ifMatch('*'))).status).toBe('cancelled');
    problemOf(await act(id, 'cancel', ifMatch('*')), 409, 'order-not-cancellable');
    problemOf(await act(id, 'cancel', ifMatch('"1"')), 412, 'version-conflict');
  });

  it('guards a renewal by that of the renewed order, but not the answer to a key that came before', async () => {
    const { id, ...shown } = await issued();
    const renew = (key: string, tag: string): Promise<ApiResponse> =>
      client.post(`/v1/orders/${id}/renew`, {}, { 'idempotency-key': key, ...ifMatch(tag) });
    const key = randomUUID();

    problemOf(await renew(key, '"1"'), 412, 'version-conflict');
    const renewal = await renew(key, tagOf(shown));
    expect(renewal.status).toBe(202);
    const replayed = await renew(key, '"1"');
    expect(orderOf(replayed).id).toBe(orderOf(renewal).id);
    expect(replayed.headers.get('idempotency-replayed')).toBe('true');
  });

  it('is looked at by the statement that changes the order, so nothing slips in before it', async () => {
    const { id, ...shown } = await held();
    const other = await gateway.sql.connect();
    try {
      await other.query('BEGIN');
      await other.query('UPDATE orders SET version = version + 1 WHERE id = $1', [id]);
      const cancelled = act(id, 'cancel', ifMatch(tagOf(shown)));
      await eventually(async () => {
        const { rows } = await gateway.sql.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        expect(rows).toHaveLength(1);
      });
      await other.query('COMMIT');
      problemOf(await cancelled, 412, 'version-conflict');
    } finally {
      other.release();
    }
    expect(await statusOf(id)).toBe('held');
  });

  it('lets one of many through who saw the same', async () => {
    const { id, ...shown } = await held();
    await gateway.operator.post('/v1/ops/submissions/pause', { reason: 'test' });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => act(id, 'retry', ifMatch(tagOf(shown)))),
    );
    await gateway.operator.post('/v1/ops/submissions/resume');
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(412)]);
  });
});
