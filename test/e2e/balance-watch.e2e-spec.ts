import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { BalanceRepository } from '../../src/monitoring/balance/balance.repository.js';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type TestGateway } from '../support/gateway.js';

const A_MINUTE_MS = 60_000;
const HURRIED_MS = 20;

type Timer = (run: () => void, ms?: number, ...more: unknown[]) => unknown;

/** What happens every minute happens all the time, until the mocks are restored. */
function hurryMinutes(): void {
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const timer = globalThis[name] as Timer;
    const hurried: Timer = (run, ms, ...more) => timer(run, ms === A_MINUTE_MS ? HURRIED_MS : ms, ...more);
    jest.spyOn(globalThis, name).mockImplementation(hurried as never);
  }
}

describe('a worker, while nobody looks at the balance', () => {
  let gateway: TestGateway;
  const looks = jest.spyOn(BalanceRepository.prototype, 'isWorthAsking');
  beforeAll(async () => {
    hurryMinutes();
    // its own time-out is a minute, too
    gateway = await startGateway({ sectigoTimeoutMs: 30_000 });
    await gateway.simulator.changeAccount({ credit: '5000.00', currency: 'EUR' });
  });
  afterAll(async () => {
    await gateway.stop();
    jest.restoreAllMocks();
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
  const becomes = (available: number): Promise<void> =>
    eventually(async () => expect(await stored()).toBe(available));
  /** As if the balance had been asked for six minutes ago, and the last order been accepted so many minutes ago. */
  const grow = (minutesSinceOrder: number) =>
    gateway.sql.query(
      `WITH orders AS (UPDATE orders SET created_at = now() - make_interval(mins => $1))
       UPDATE account_balance SET fetched_at = now() - interval '6 minutes', not_before = NULL`,
      [minutesSinceOrder],
    );
  const looksAgain = async (): Promise<void> => {
    const before = looks.mock.calls.length;
    await eventually(() => expect(looks.mock.calls.length).toBeGreaterThan(before + 2));
  };

  it('asks for it every five minutes at most while orders are placed', async () => {
    await looksAgain();
    expect(await asked()).toBe(0);

    await place();
    await eventually(async () => {
      // a look while the first order tried the login was denied, and waits half a minute
      await gateway.sql.query('UPDATE account_balance SET not_before = NULL');
      expect(await stored()).not.toBeNull();
    });
    await gateway.simulator.changeAccount({ credit: '400.10' });
    await looksAgain();
    expect(await asked()).toBe(1);
    await grow(1);

    await becomes(400.1);
    expect(await asked()).toBe(2);
  });

  it('asks once more after the last order, and then no more', async () => {
    const before = await asked();
    await gateway.simulator.changeAccount({ credit: '300.00' });
    await grow(12);
    await looksAgain();
    expect(await asked()).toBe(before);
    await grow(10);
    await becomes(300);
    await grow(12);
    await looksAgain();
    expect(await asked()).toBe(before + 1);
  });
});
