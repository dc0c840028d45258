import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ControlClient } from '../../packages/simulator/src/control-client.js';
import { type RunningSimulator, startSimulator } from '../../packages/simulator/src/server.js';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { eventually } from '../support/eventually.js';
import { SIMULATOR_LOGIN, startGateway, type TestGateway } from '../support/gateway.js';

const SUBMISSIONS = { concurrency: 4, perMinute: 0, maxAttempts: 8, backoffMs: 50, holdProbeMs: 0 };
const RECOVERY_MS = 60_000;
const ORDERS = 100;
/** Five open the breaker, three more may be under way then. */
const UNTIL_OPEN = 8;

describe('while Sectigo refuses connections', () => {
  let gateway: TestGateway;
  let sectigo: RunningSimulator;
  let dataDir: string;
  let port: number;
  /** With the same books as before: a Sectigo that comes back does not give its order numbers twice. */
  const startSectigo = (): Promise<RunningSimulator> => startSimulator({ ...SIMULATOR_LOGIN, port, dataDir });
  beforeEach(async () => {
    dataDir = mkdtempSync(path.join(tmpdir(), 'gateway-test-'));
    port = 0;
    sectigo = await startSectigo();
    port = Number(new URL(sectigo.url).port);
    const settings = { submissions: SUBMISSIONS, sectigo: { url: sectigo.url, ...SIMULATOR_LOGIN } };
    gateway = await startGateway(settings);
    await gateway.join(settings);
  });
  afterEach(async () => {
    await gateway.stop();
    await sectigo.close();
    rmSync(dataDir, { recursive: true });
  });

  const readiness = async (): Promise<unknown> => (await gateway.operator.get('/health/ready')).body;
  const attempts = async (outcome: string): Promise<number> =>
    (await gateway.sql.query('SELECT FROM attempts WHERE outcome = $1', [outcome])).rowCount ?? 0;
  const statuses = async (): Promise<Record<string, number>> => {
    const { rows } = await gateway.sql.query<{ status: string; orders: number }>(
      'SELECT status, count(*)::int AS orders FROM orders GROUP BY status',
    );
    return Object.fromEntries(rows.map(({ status, orders }) => [status, orders]));
  };

  it(
    'a few attempts find out, the orders wait, and all are bought once when it is there again',
    async () => {
      expect((await gateway.operator.order(anOrder(), { prefer: 'wait=10' })).status).toBe(201);
      expect(await readiness()).toMatchObject({ details: { sectigo: { state: 'reachable' } } });
      await sectigo.close();

      const answers = await Promise.all(
        Array.from({ length: ORDERS }, () => gateway.operator.order(anOrder())),
      );
      answers.forEach(orderOf);
      await eventually(async () => {
        expect(await readiness()).toMatchObject({
          status: 'ok',
          details: { sectigo: { state: 'unreachable (breaker open)' } },
        });
      }, RECOVERY_MS);
      // long enough for each order to have used up all its attempts, were it not for the breaker
      await eventually(
        async () => expect(await attempts('not-sent')).toBeGreaterThan(UNTIL_OPEN + 1),
        RECOVERY_MS,
      );
      expect(await attempts('not-sent')).toBeLessThanOrEqual(UNTIL_OPEN + 4);
      expect(await statuses()).toMatchObject({ placed: 1 });
      expect(await statuses()).not.toHaveProperty('failed');

      sectigo = await startSectigo();

      await eventually(async () => expect(await statuses()).toEqual({ placed: ORDERS + 1 }), RECOVERY_MS);
      const sold = (await new ControlClient(sectigo.controlUrl).ledger()).map(
        ({ form }) => form['organizationName'],
      );
      expect([sold.length, new Set(sold).size]).toEqual([ORDERS + 1, ORDERS + 1]);
      expect(await attempts('not-sent')).toBeLessThanOrEqual(UNTIL_OPEN + 8);
      expect(await readiness()).toMatchObject({ details: { sectigo: { state: 'reachable' } } });
    },
    3 * RECOVERY_MS,
  );

  it(
    'resuming tries at once whether it is there again',
    async () => {
      await gateway.operator.order(anOrder(), { prefer: 'wait=10' });
      await sectigo.close();
      await gateway.sql.query(
        "UPDATE submission_gate SET slowed_by = 'breaker', unreachable_in_a_row = 20, not_before = now() + interval '1 hour'",
      );
      const { id } = orderOf(await gateway.operator.order(anOrder(), { prefer: 'wait=1' }));
      expect(await statuses()).toEqual({ placed: 1, queued: 1 });
      sectigo = await startSectigo();

      await gateway.operator.post('/v1/ops/submissions/resume');

      await eventually(async () => {
        expect(orderOf(await gateway.operator.get(`/v1/orders/${id}`)).status).toBe('placed');
      }, RECOVERY_MS);
    },
    2 * RECOVERY_MS,
  );
});
