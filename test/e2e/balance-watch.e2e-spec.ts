import { beforeAll, describe, expect, it } from '@jest/globals';
import { type WatchBalance } from '../../src/monitoring/balance/watch-balance.js';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { eventually } from '../support/eventually.js';
import { withGateway } from '../support/gateway.js';

describe('a worker, while nobody looks at the balance', () => {
  const gateway = withGateway();
  /** What a worker does every minute. */
  let look: () => Promise<void>;
  beforeAll(async () => {
    const balance = await gateway.provider<WatchBalance>(
      'dist/monitoring/balance/watch-balance.js',
      'WatchBalance',
    );
    look = () => balance.execute(new AbortController().signal);
    await gateway.simulator.changeAccount({ credit: '5000.00', currency: 'EUR' });
  });

  const place = async (): Promise<void> => {
    const order = orderOf(await gateway.operator.order(anOrder(), { prefer: 'wait=20' }));
    expect(order.status).toBe('placed');
  };
  const asked = async (): Promise<number> =>
    (await gateway.simulator.requests()).filter(({ path }) => path.endsWith('!getAccountBalance')).length;
  const stored = async (): Promise<number | null> => {
    const { rows } = await gateway.sql.query<{ available: string | null }>(
      'SELECT available FROM account_balance',
    );
    return rows[0]?.available === null ? null : Number(rows[0]?.available);
  };
  /** As if the balance had been asked for six minutes ago, and the last order been accepted so many minutes ago. */
  const grow = (minutesSinceOrder: number) =>
    gateway.sql.query(
      `WITH orders AS (UPDATE orders SET created_at = now() - make_interval(mins => $1))
       UPDATE account_balance SET fetched_at = now() - interval '6 minutes', not_before = NULL`,
      [minutesSinceOrder],
    );
  it('asks for it every five minutes at most while orders are placed', async () => {
    await look();
    expect(await asked()).toBe(0);

    await place();
    await eventually(async () => {
      // a look while the first order tried the login was denied, and waits half a minute
      await gateway.sql.query('UPDATE account_balance SET not_before = NULL');
      await look();
      expect(await stored()).not.toBeNull();
    });
    await gateway.simulator.changeAccount({ credit: '400.10' });
    await look();
    expect(await asked()).toBe(1);
    await grow(1);
    await look();

    expect(await stored()).toBe(400.1);
    expect(await asked()).toBe(2);
  });

  it('asks once more after the last order, and then no more', async () => {
    const before = await asked();
    await gateway.simulator.changeAccount({ credit: '300.00' });
    await grow(12);
    await look();
    expect(await asked()).toBe(before);
    await grow(10);
    await look();
    expect(await stored()).toBe(300);
    await grow(12);
    await look();
    expect(await asked()).toBe(before + 1);
  });
});
