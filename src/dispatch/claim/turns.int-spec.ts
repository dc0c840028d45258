import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { insertQueuedOrders } from '../../../test/factories/queued-orders.js';
import { Claimants, LOGIN } from '../../../test/support/claimants.js';
import { type AttemptRepository, type ClaimAnswer } from '../attempt.repository.js';

const CLIENTS = ['cli_a', 'cli_b', 'cli_c'] as const;

describe('claims by turns', () => {
  let bench: Claimants;
  let worker: AttemptRepository;
  beforeEach(async () => {
    bench = await Claimants.start();
    await bench.prove();
    [worker] = bench.workers(100);
  });
  afterEach(() => bench.stop());

  const next = (afterClientId: string, by = worker): Promise<ClaimAnswer> =>
    by.claim({ afterClientId, worker: 'worker', login: LOGIN });
  /** Claims until nothing is left, as one process does: after each client the next one. */
  async function drain(by = worker): Promise<string[]> {
    const claimed: string[] = [];
    let last = '';
    for (;;) {
      const answer = await next(last, by);
      if (answer.kind === 'gone') return claimed;
      if (answer.kind === 'busy') continue;
      last = answer.claim.clientId;
      claimed.push(answer.claim.orderId);
    }
  }
  const due = (id: string, inSeconds: number): Promise<unknown> =>
    bench.sql.query('UPDATE orders SET next_attempt_at = now() + make_interval(secs => $2) WHERE id = $1', [
      id,
      inSeconds,
    ]);

  it('take the oldest order of each client in turn, however many the others have', async () => {
    const many = await insertQueuedOrders(bench.sql, 4, CLIENTS[0]);
    const [one = ''] = await insertQueuedOrders(bench.sql, 1, CLIENTS[1]);
    const two = await insertQueuedOrders(bench.sql, 2, CLIENTS[2]);
    for (const [age, id] of [...many, one, ...two].entries()) await due(id, age - 100);

    expect(await drain()).toEqual([many[0], one, two[0], many[1], two[1], many[2], many[3]]);
  });

  it('pass over what is not due yet, and what somebody else is writing', async () => {
    const [late = '', early = ''] = await insertQueuedOrders(bench.sql, 2, CLIENTS[0]);
    const [locked = '', free = ''] = await insertQueuedOrders(bench.sql, 2, CLIENTS[1]);
    await due(late, 60);
    await due(locked, -60);
    const other = await bench.sql.connect();
    await other.query('BEGIN');
    await other.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [locked]);

    const answers = [await next(''), await next(CLIENTS[0])];
    await other.query('ROLLBACK');
    other.release();

    const ids = answers.map((answer) => (answer.kind === 'claimed' ? answer.claim.orderId : answer.kind));
    expect(ids).toEqual([early, free]);
    expect(await drain()).toEqual([locked]);
  });

  it('wait where an order by its id would, and are nothing while the gate is closed', async () => {
    await insertQueuedOrders(bench.sql, 2, CLIENTS[0]);
    const [alone] = bench.workers(1);
    await next('', alone);
    expect(await next('', alone)).toEqual({ kind: 'busy', waitMs: 0 });
    await bench.sql.query("UPDATE submission_gate SET not_before = now() + interval '1 minute'");
    expect(await next('')).toEqual({ kind: 'busy', waitMs: expect.closeTo(60_000, -5) });
    await bench.sql.query("UPDATE submission_gate SET closed_at = now(), closed_by = 'operator'");
    expect(await next('')).toEqual({ kind: 'gone' });
  });

  it('get each order once, of any number of workers', async () => {
    const placed: string[] = [];
    for (const client of CLIENTS) placed.push(...(await insertQueuedOrders(bench.sql, 20, client)));
    const workers = bench.workers(100);

    const claimed = (await Promise.all([...workers, ...workers].map((each) => drain(each)))).flat();

    expect(claimed.sort()).toEqual(placed.sort());
    const { rows } = await bench.sql.query<{ count: number }>('SELECT count(*)::int FROM attempts');
    expect(rows).toEqual([{ count: 60 }]);
  });
});
