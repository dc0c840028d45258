import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { StatusPollsRepository } from '../../src/certificates/poll/status-polls.repository.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { insertPlacedOrders } from '../factories/placed-orders.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { poolOf } from '../support/pool.js';

const AS_FAST_AS_POSSIBLE = 60_000_000;

describe('reads of the status of orders', () => {
  let database: TestDatabase;
  let prisma: PrismaService;
  let pool: pg.Pool;
  let polls: StatusPollsRepository;
  let ids: string[];
  let next = 1;
  beforeAll(async () => {
    database = await createDatabase();
    prisma = new PrismaService(database.url, 8);
    pool = poolOf(database.url);
    polls = new StatusPollsRepository(prisma);
  });
  beforeEach(async () => {
    await pool.query('DELETE FROM status_polls');
    await pool.query('UPDATE status_poll_pace SET next_at = now()');
    ids = (await insertPlacedOrders(pool, 40, (next += 1_000))).map(({ id }) => id);
  });
  afterAll(async () => {
    await pool.end();
    await prisma.onApplicationShutdown();
    await database.drop();
  });

  /** As if so much time went by. */
  async function pass(time: string): Promise<void> {
    await pool.query(
      `UPDATE status_polls SET next_poll_at = next_poll_at - $1::interval, last_poll_at = last_poll_at - $1::interval`,
      [time],
    );
    await pool.query('UPDATE status_poll_pace SET next_at = now()');
  }
  async function takeAll(perMinute = AS_FAST_AS_POSSIBLE): Promise<string[]> {
    const taken: string[] = [];
    for (let due = await polls.takeDue(perMinute); due !== null; due = await polls.takeDue(perMinute)) {
      taken.push(due.orderId);
    }
    return taken;
  }
  const pauses = async (): Promise<number[]> => {
    const { rows } = await pool.query<{ hours: string }>(
      'SELECT extract(epoch FROM next_poll_at - coalesce(last_poll_at, now())) / 3600 AS hours FROM status_polls ORDER BY 1',
    );
    return rows.map(({ hours }) => Number(hours));
  };

  it('begin three hours after an order was placed, and not for all at once', async () => {
    expect(await polls.isDue()).toBe(false);
    expect(await takeAll()).toEqual([]);

    const hours = await pauses();
    expect(Math.min(...hours)).toBeGreaterThan(2.99);
    expect(Math.max(...hours) - Math.min(...hours)).toBeGreaterThan(0.1);
  });

  it('come once to each order, however many workers there are', async () => {
    await pass('1 day');

    const taken = (await Promise.all([takeAll(), takeAll(), takeAll(), takeAll()])).flat();

    // one that finds the pace taken stops, so go on until nothing is left
    for (let more = await takeAll(); more.length > 0; more = await takeAll()) taken.push(...more);
    expect(taken.sort()).toEqual([...ids].sort());
  });

  it('are three hours apart for each order, whatever the schedule says', async () => {
    await pass('1 day');
    await takeAll();

    await pool.query('UPDATE status_polls SET next_poll_at = now()');
    expect(await takeAll()).toEqual([]);
    await pass('179 minutes');
    expect(await takeAll()).toEqual([]);
    await pass('1 minute');
    expect((await takeAll()).sort()).toEqual([...ids].sort());
  });

  it('become fewer while nothing new is told: three hours, six, twelve, a day', async () => {
    const seen: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      await pass('30 hours');
      await takeAll();
      seen.push(Math.floor((await pauses())[0] ?? 0));
    }
    expect(seen).toEqual([3, 6, 12, 24, 24]);
  });

  it('keep the pace over all workers, without making up for what was missed', async () => {
    await pass('1 day');

    const taken = await Promise.all([takeAll(1), takeAll(1), takeAll(1)]);

    expect(taken.flat()).toHaveLength(1);
    await pool.query(`UPDATE status_poll_pace SET next_at = now() - interval '1 hour'`);
    expect((await takeAll(1)).length).toBeLessThanOrEqual(2);
  });

  it('end with what is final, and are near again after news', async () => {
    const [first = '', second = ''] = ids;
    await pass('30 hours');
    await takeAll();

    await polls.apply({ orderId: first, to: 'rejected', description: null, at: new Date() });
    await polls.apply({
      orderId: second,
      to: 'awaiting-brand-validation',
      description: null,
      at: new Date(),
    });

    const rows = await prisma.statusPoll.findMany({ where: { orderId: { in: [first, second] } } });
    const of = (id: string) => rows.find(({ orderId }) => orderId === id);
    expect(of(first)?.nextPollAt).toBeNull();
    expect(of(second)).toMatchObject({ silentPolls: 0, nextPollAt: expect.any(Date) });
  });

  it('end also when what is final was known before', async () => {
    const [id = ''] = ids;
    await pool.query(`UPDATE orders SET certificate_status = 'issued' WHERE id = $1`, [id]);

    expect(await polls.apply({ orderId: id, to: 'issued', description: null, at: new Date() })).toBe(false);
    await polls.recordResult(id, 'no-news');

    expect(await prisma.statusPoll.findUniqueOrThrow({ where: { orderId: id } })).toMatchObject({
      nextPollAt: null,
      result: 'no-news',
    });
  });
});
