import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { insertQueuedOrders } from '../../../test/factories/queued-orders.js';
import { claim, claimAll, Claimants, LOGIN, record } from '../../../test/support/claimants.js';
import { type AttemptRepository } from '../attempt.repository.js';
import { type Finding } from '../record/interpret.js';
import { WORKER } from '../worker-identity.js';

const ACCEPTED: Finding = { login: 'accepted', reach: 'reached' };
const NOTHING: Finding = { login: 'untold', reach: 'untold' };

describe('claims of several workers', () => {
  let bench: Claimants;
  beforeEach(async () => (bench = await Claimants.start()));
  afterEach(() => bench.stop());

  it('are never more than SUBMIT_CONCURRENCY at once, and each order is claimed once', async () => {
    await bench.prove();
    const all = bench.workers(3);
    const waiting = await insertQueuedOrders(bench.sql, 60);
    let underWay = 0;
    let most = 0;
    let claims = 0;
    const work = async (repository: AttemptRepository): Promise<void> => {
      for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
        const claimed = await claim(repository, order);
        if (claimed === null) {
          waiting.push(order);
          continue;
        }
        claims += 1;
        most = Math.max(most, ++underWay);
        await bench.sql.query('SELECT pg_sleep(0.005)');
        underWay -= 1;
        await record(repository, claimed, ACCEPTED);
      }
    };

    await Promise.all([...all, ...all, ...all, ...all].map(work));

    expect({ most, claims }).toEqual({ most: 3, claims: 60 });
    const { rows } = await bench.sql.query('SELECT count(*)::int FROM attempts');
    expect(rows).toEqual([{ count: 60 }]);
    expect((await bench.sql.query('SELECT FROM submission_slots WHERE order_id IS NOT NULL')).rowCount).toBe(
      0,
    );
  });

  it('get the place of an attempt whose lease has run out, which then frees nobody else’s', async () => {
    await bench.prove();
    const [order = '', next = ''] = await insertQueuedOrders(bench.sql, 2);
    const late = await claim(bench.workers(1, 0, 0)[0], order);
    const repository = bench.workers(1)[0];

    const claimed = await claim(repository, next);
    await record(repository, late, ACCEPTED);

    expect(claimed?.orderId).toBe(next);
    const { rows } = await bench.sql.query(
      'SELECT order_id FROM submission_slots WHERE order_id IS NOT NULL',
    );
    expect(rows).toEqual([{ order_id: next }]);
  });

  it('get the place of a process of this machine that has ended, and of no other, before its lease runs out', async () => {
    await bench.prove();
    const orders = await insertQueuedOrders(bench.sql, 3);
    const [worker] = bench.workers(2);
    const ended = WORKER.replace(`:${process.pid}@`, `:${spawnSync('true').pid}@`);
    await worker.claim({ orderId: orders[0] ?? '', worker: ended, login: LOGIN });
    await worker.claim({ orderId: orders[1] ?? '', worker: WORKER, login: LOGIN });
    expect(await claim(worker, orders[2] ?? '')).toBeNull();

    await bench.slots().freeThoseOfEndedWorkers();

    expect((await claim(worker, orders[2] ?? ''))?.orderId).toBe(orders[2]);
    const { rows } = await bench.sql.query(
      'SELECT order_id FROM submission_slots WHERE order_id IS NOT NULL ORDER BY n',
    );
    expect(rows).toEqual([{ order_id: orders[2] }, { order_id: orders[1] }]);
  });

  it('go on with the next trial when the process of the last has ended', async () => {
    const [order = '', next = ''] = await insertQueuedOrders(bench.sql, 2);
    const [worker] = bench.workers(2);
    const ended = WORKER.replace(`:${process.pid}@`, `:${spawnSync('true').pid}@`);
    await worker.claim({ orderId: order, worker: ended, login: LOGIN });
    expect(await claim(worker, next)).toBeNull();

    await bench.slots().freeThoseOfEndedWorkers();

    expect(await claim(worker, next)).toMatchObject({ orderId: next, trial: true });
  });

  it('say whether an order waits for a place or is nothing to wait for', async () => {
    await bench.prove();
    const [order = '', next = ''] = await insertQueuedOrders(bench.sql, 2);
    const repository = bench.workers(1)[0];
    await claim(repository, order);

    expect(await repository.claim({ orderId: next, worker: 'w', login: LOGIN })).toEqual({
      kind: 'busy',
      waitMs: 0,
    });
    expect(await repository.claim({ orderId: order, worker: 'w', login: LOGIN })).toEqual({ kind: 'gone' });
    await bench.sql.query("UPDATE submission_gate SET closed_at = now(), closed_by = 'operator'");
    expect(await repository.claim({ orderId: next, worker: 'w', login: LOGIN })).toEqual({ kind: 'gone' });
  });

  it.each([
    ['is accepted for the first time', null, LOGIN],
    ['is another than the one that was accepted', 'ffff', LOGIN],
    ['cannot be read', LOGIN, null],
  ])('go one at a time until the login that %s', async (_, proven, login) => {
    await bench.prove(proven);
    const all = bench.workers(4);
    const orders = await insertQueuedOrders(bench.sql, 12);

    const [trial, ...others] = await claimAll(all, orders, login);
    expect([trial?.trial, others]).toEqual([true, []]);

    await record(all[0], trial, NOTHING);
    const [second, ...rest] = await claimAll(all, orders, login);
    expect([second?.trial, rest]).toEqual([true, []]);
  });

  it('go together once the login has been accepted', async () => {
    const all = bench.workers(4);
    const orders = await insertQueuedOrders(bench.sql, 12);
    const [trial] = await claimAll(all, orders);

    await record(all[0], trial, ACCEPTED);

    const claims = await claimAll(all, orders);
    expect(claims.length).toBeGreaterThan(1);
    expect(claims.filter((claim) => claim.trial)).toEqual([]);
    expect(await bench.gate()).toMatchObject({ proven_login: LOGIN, trial_until: null });
  });

  it('leave the place of a trial to the next when its lease has run out', async () => {
    const [order = '', next = '', third = ''] = await insertQueuedOrders(bench.sql, 3);
    const silent = await claim(bench.workers(4, 0, 0)[0], order);
    const repository = bench.workers(4)[0];

    const trial = await claim(repository, next);
    await record(repository, silent, NOTHING);

    expect(trial?.trial).toBe(true);
    expect(await claim(repository, third)).toBeNull();
  });

  it('forget the login once Sectigo refuses it', async () => {
    await bench.prove();
    const all = bench.workers(4);
    const orders = await insertQueuedOrders(bench.sql, 3);
    const claimed = await claim(all[0], orders[0] ?? '');

    await record(all[0], claimed, { login: 'refused', reach: 'reached' });

    expect(await bench.gate()).toMatchObject({ proven_login: null });
    expect(await claimAll(all, orders)).toMatchObject([{ trial: true }]);
  });

  it('keep SUBMIT_PER_MINUTE apart, whichever worker they are of', async () => {
    await bench.prove();
    const everyMs = 50;
    const all = bench.workers(10, 60_000 / everyMs);
    const orders = await insertQueuedOrders(bench.sql, 8);
    const started = Date.now();
    while (orders.length > 0) {
      const claims = await claimAll(all, orders);
      for (const { orderId } of claims) orders.splice(orders.indexOf(orderId), 1);
      expect(claims.length).toBeLessThanOrEqual(Math.ceil((Date.now() - started) / everyMs) + 1);
    }

    expect(Date.now() - started).toBeGreaterThanOrEqual(7 * everyMs - 1);
  });
});
