import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { EventLogQuery } from '../../src/events/event-log.query.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { FanOutRepository } from '../../src/webhooks/deliver/fan-out.repository.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { poolOf } from '../support/pool.js';

const OPERATOR = 'cli_00000000000000000000000000';

describe('making deliveries of events', () => {
  let database: TestDatabase;
  let prisma: PrismaService;
  let log: EventLogQuery;
  let fanOut: FanOutRepository;
  let pool: pg.Pool;

  beforeEach(async () => {
    database = await createDatabase();
    prisma = new PrismaService(database.url, 8);
    log = new EventLogQuery(prisma);
    fanOut = new FanOutRepository(prisma);
    pool = poolOf(database.url);
    await pool.query(`INSERT INTO clients (id, name) VALUES ('cli_a', 'a'), ('cli_b', 'b')`);
  });
  afterEach(async () => {
    await pool.end();
    await prisma.onApplicationShutdown();
    await database.drop();
  });

  const webhook = (id: string, clientId: string, types: readonly string[] = []): Promise<unknown> =>
    pool.query(
      `INSERT INTO webhooks (id, client_id, url, event_types, secret) VALUES ($1, $2, 'x', $3, 'x')`,
      [id, clientId, types],
    );
  const events = (clientId: string, type: string, count = 1): Promise<unknown> =>
    pool.query(`INSERT INTO events (client_id, type, data) SELECT $1, $2, '{}' FROM generate_series(1, $3)`, [
      clientId,
      type,
      count,
    ]);
  const deliveries = async (): Promise<string[]> => {
    const { rows } = await pool.query<{ webhook_id: string; event_seq: string }>(
      `SELECT webhook_id, event_seq FROM webhook_deliveries ORDER BY 1, event_seq`,
    );
    return rows.map((row) => `${row.webhook_id} ${row.event_seq}`);
  };

  it('tells each client of its own, by type, and operators of all', async () => {
    await webhook('every', 'cli_a');
    await webhook('some', 'cli_a', ['order.placed']);
    await webhook('other', 'cli_b');
    await webhook('operator', OPERATOR);
    await events('cli_a', 'order.placed');
    await events('cli_a', 'order.failed');
    await events('cli_b', 'order.placed');
    await events('cli_a', 'webhook.test');

    const { upTo, webhookIds } = await fanOut.next(await log.newestSettled(), 100);

    expect(upTo).toBe(4n);
    expect([...webhookIds].sort()).toEqual(['every', 'operator', 'other', 'some']);
    expect(await deliveries()).toEqual([
      'every 1',
      'every 2',
      'operator 1',
      'operator 2',
      'operator 3',
      'other 3',
      'some 1',
    ]);
  });

  it('leaves out what was before the webhook, and what happened while it was disabled', async () => {
    await events('cli_a', 'order.placed');
    await pool.query('SELECT pg_sleep(0.01)');
    await webhook('late', 'cli_a');
    await webhook('off', 'cli_a');
    await pool.query(
      `UPDATE webhooks SET disabled_at = now(), disabled_reason = 'requested' WHERE id = 'off'`,
    );
    await pool.query('SELECT pg_sleep(0.01)');
    await events('cli_a', 'order.placed');

    await fanOut.next(await log.newestSettled(), 100);

    expect(await deliveries()).toEqual(['late 2']);
  });

  it('goes on batch by batch, also over numbers that nobody used', async () => {
    await webhook('w', 'cli_a');
    await events('cli_a', 'order.placed', 5);
    const client = await pool.connect();
    await client.query(
      `BEGIN; INSERT INTO events (client_id, type, data) VALUES ('cli_a', 'x', '{}'); ROLLBACK`,
    );
    client.release();

    const settled = await log.newestSettled();
    const positions = [];
    for (let batch = 0; batch < 4; batch += 1) positions.push((await fanOut.next(settled, 2)).upTo);

    expect(positions).toEqual([2n, 4n, 6n, 6n]);
    expect(await deliveries()).toHaveLength(5);
  });

  it('makes each delivery once and none too few, however many processes are at it', async () => {
    await webhook('w', 'cli_a');
    const state = { writing: true };
    const worker = async (): Promise<void> => {
      for (;;) {
        const last = !state.writing;
        const settled = await log.newestSettled();
        const { upTo } = await fanOut.next(settled, 7);
        if (last && upTo === settled) return;
      }
    };
    const workers = Array.from({ length: 4 }, worker);
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (let count = 0; count < 50; count += 1) await events('cli_a', 'order.placed', 2);
      }),
    );
    state.writing = false;
    await Promise.all(workers);

    expect(await deliveries()).toHaveLength(400);
  });
});
