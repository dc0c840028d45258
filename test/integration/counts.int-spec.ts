import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CountsRepository } from '../../src/monitoring/counts/counts.repository.js';
import { CertificateStateQuery } from '../../src/monitoring/metrics/certificate-state.query.js';
import { GatewayStateQuery } from '../../src/monitoring/metrics/gateway-state.query.js';
import { ActivityQuery } from '../../src/monitoring/summary/activity.query.js';
import { eventually } from '../support/eventually.js';
import { CountedOrders } from './counts/counted-orders.js';
import { orderId } from './model/steps.js';

describe('counts of orders and events', () => {
  let counted: CountedOrders;
  beforeAll(async () => {
    counted = await CountedOrders.create();
  });
  beforeEach(() => counted.startAgain());
  afterAll(() => counted.close());

  /** Until it is let go, whoever wants to move the position waits. */
  async function holdPosition(): Promise<() => Promise<unknown>> {
    const holder = await counted.aClient();
    await holder.query('BEGIN; SELECT FROM counting_position FOR UPDATE');
    return () => holder.query('COMMIT');
  }
  const expectWaiting = (waiting: number): Promise<void> =>
    eventually(async () => {
      const { rows } = await counted.orders.database.query<{ waiting: number }>(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(rows).toEqual([{ waiting }]);
    });

  it('are right while writers, two who count and readers are at it at once', async () => {
    await counted.count();
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      const client = await counted.aClient();
      for (let n = 0; n < 40; n += 1) await client.query(`BEGIN; ${anOrder(writer * 100 + n)}; COMMIT`);
    });
    let writing = true;
    const doings = [
      () => counted.count(),
      () => counted.count(),
      () => counted.expectRight(),
      () => counted.makeRecountDue(),
    ];
    const others = doings.map(async (doing) => {
      while (writing) await doing();
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(others);

    await counted.expectRight(90 * 24);
    await counted.count();
    await counted.expectRight(90 * 24);
    const { rows } = await counted.orders.database.query(
      `SELECT count FROM final_order_counts WHERE status = 'placed'`,
    );
    expect(rows).toEqual([{ count: 160 }]);
  });

  it('leave out what is not committed, and the newer events behind it', async () => {
    const [slow, quick] = [await counted.aClient(), await counted.aClient()];
    await slow.query(`BEGIN; ${anOrder(1)}`);
    await quick.query(anOrder(2));
    await counted.count();
    await counted.expectRight(90 * 24);
    expect((await counted.counts.position()).lastSeq).toBe(0n);

    await slow.query('COMMIT');
    await counted.expectRight(90 * 24);
    await counted.count();
    await counted.expectRight(90 * 24);
  });

  it('are counted by one of two processes that begin at the same place', async () => {
    await counted.orders.database.query(anOrder(1));
    await counted.count();
    await counted.orders.database.query(anOrder(2));
    const [from, upTo] = [await counted.counts.position(), await counted.log.newestSettled()];
    const release = await holdPosition();
    const both = [counted.counts.countEvents(from, upTo), counted.counts.countEvents(from, upTo)];
    const recount = counted.counts.countOrders(from);
    await expectWaiting(3);
    await release();

    const moved = await Promise.all(both);
    await recount;
    expect(moved.filter(Boolean).length).toBeLessThanOrEqual(1);
    await counted.expectRight(90 * 24);
    await counted.count();
    await counted.expectRight(90 * 24);
  });

  it('are not added to by who began before the orders were counted for the first time', async () => {
    await counted.orders.database.query(anOrder(1));
    const [from, upTo] = [await counted.counts.position(), await counted.log.newestSettled()];
    const release = await holdPosition();
    const first = counted.counts.countOrders(from);
    await expectWaiting(1);
    const second = counted.counts.countEvents(from, upTo);
    await expectWaiting(2);
    await release();

    await first;
    expect(await second).toBe(false);
    await counted.expectRight(90 * 24);
    await counted.count();
    await counted.expectRight(90 * 24);
  });

  it('are right for a reader who learned of the position before more was counted', async () => {
    await counted.orders.database.query(anOrder(1));
    await counted.count();
    const before = await counted.counts.position();
    await counted.orders.database.query(
      `${anOrder(2)}; UPDATE orders SET status = 'queued', next_attempt_at = now() WHERE id = '${orderId(1)}'`,
    );
    await counted.count();

    const late = Object.assign(new CountsRepository(counted.prisma), {
      position: () => Promise.resolve(before),
    });
    const { statuses } = await new GatewayStateQuery(
      counted.prisma,
      new CertificateStateQuery(counted.prisma),
      late,
    ).read();
    const countOf = Object.fromEntries(statuses.map(({ status, count }) => [status, count]));
    expect(countOf).toEqual({ placed: 1, queued: 1 });
    const { data } = await new ActivityQuery(counted.prisma, late).overHours(90 * 24);
    expect(data.reduce((sum, { placed }) => sum + placed, 0)).toBe(2);
  });

  it('stop between two steps when the process ends', async () => {
    await counted.orders.database.query(anOrder(1));
    await counted.history.execute(AbortSignal.abort());
    expect((await counted.counts.position()).lastSeq).toBe(0n);
  });
});

/** Accepted and placed by hand, with its events. */
function anOrder(n: number): string {
  const id = orderId(n);
  return `
    INSERT INTO orders (id, client_id, status, idempotency_key, request_digest, certificate_digest, test, certificate_type,
                        organization_name, details, next_attempt_at)
    VALUES ('${id}', 'cli_0', 'queued', '${id}', '', '${id}', false, 'organization', 'Company', '{}', now());
    INSERT INTO events (order_id, client_id, type, version, data)
    VALUES ('${id}', 'cli_0', 'order.accepted', 1, '{"status":"queued"}');
    WITH placed AS (
      UPDATE orders SET status = 'placed', placed_at = now(), sectigo_order_number = '${String(n)}', cost = 210 WHERE id = '${id}'
      RETURNING id
    ) INSERT INTO events (order_id, client_id, type, version, data)
      SELECT id, 'cli_0', 'order.placed', 2, '{"status":"placed"}' FROM placed`;
}
