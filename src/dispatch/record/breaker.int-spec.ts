import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { insertQueuedOrders } from '../../../test/factories/queued-orders.js';
import { claim, claimAll, Claimants, record } from '../../../test/support/claimants.js';
import { type AttemptRepository } from '../attempt.repository.js';
import { type Decision, type Finding } from './interpret.js';

const ACCEPTED: Finding = { login: 'accepted', reach: 'reached' };
const UNREACHABLE: Finding = { login: 'untold', reach: 'unreachable' };
const RETRY: Decision = { status: 'queued', delayMs: 0, counts: true, throttledMs: null };

describe('claims while Sectigo cannot be reached', () => {
  let bench: Claimants;
  beforeEach(async () => {
    bench = await Claimants.start();
    await bench.prove();
  });
  afterEach(() => bench.stop());

  const failure = async (repository: AttemptRepository, order: string): Promise<void> => {
    await record(repository, await claim(repository, order), UNREACHABLE, RETRY);
  };
  /** From the last record, in whose statement it was set. */
  const pauseSeconds = async (): Promise<number> => {
    const { rows } = await bench.sql.query<{ seconds: number }>(
      `SELECT extract(epoch FROM not_before - (SELECT max(updated_at) FROM orders))::float8 AS seconds
       FROM submission_gate`,
    );
    return rows[0]?.seconds ?? 0;
  };
  const endPause = (): Promise<unknown> => bench.sql.query('UPDATE submission_gate SET not_before = now()');

  it('stop after five failures in a row, then go one at a time with pauses that double', async () => {
    const all = bench.workers(4);
    const orders = await insertQueuedOrders(bench.sql, 12);
    for (const order of orders.slice(0, 4)) await failure(all[0], order);
    expect(await bench.gate()).toMatchObject({ slowed_by: null, not_before: null });

    await failure(all[0], orders[4] ?? '');
    expect(await claimAll(all, orders)).toEqual([]);
    const pauses = [await pauseSeconds()];
    for (let trials = 0; trials < 5; trials++) {
      await endPause();
      const claims = await claimAll(all, orders);
      expect(claims).toMatchObject([{ trial: true }]);
      await record(all[0], claims[0], UNREACHABLE, RETRY);
      pauses.push(await pauseSeconds());
    }

    expect(pauses).toEqual([5, 10, 20, 40, 60, 60]);
  });

  it('pause no longer for attempts that were under way when the breaker opened', async () => {
    const all = bench.workers(10);
    const claims = await claimAll(all, await insertQueuedOrders(bench.sql, 8));

    for (const claimed of claims) await record(all[0], claimed, UNREACHABLE, RETRY);

    expect(claims.length).toBeGreaterThan(6);
    expect(await pauseSeconds()).toBeLessThanOrEqual(5);
    expect(await bench.gate()).toMatchObject({ slowed_by: 'breaker', unreachable_in_a_row: 5 });
  });

  it('count from the beginning after one that got through', async () => {
    const repository = bench.workers(4)[0];
    const orders = await insertQueuedOrders(bench.sql, 9);
    for (const order of orders.slice(0, 4)) await failure(repository, order);
    await record(repository, await claim(repository, orders[4] ?? ''), ACCEPTED);
    for (const order of orders.slice(5, 9)) await failure(repository, order);

    expect(await bench.gate()).toMatchObject({ slowed_by: null, unreachable_in_a_row: 4 });
  });

  it('all go again once a trial has got through', async () => {
    const all = bench.workers(4);
    const orders = await insertQueuedOrders(bench.sql, 12);
    for (const order of orders.slice(0, 5)) await failure(all[0], order);
    await endPause();
    const [trial] = await claimAll(all, orders);

    await record(all[0], trial, ACCEPTED);

    expect(await bench.gate()).toMatchObject({ slowed_by: null, not_before: null, unreachable_in_a_row: 0 });
    expect((await claimAll(all, orders)).length).toBeGreaterThan(1);
  });
});
