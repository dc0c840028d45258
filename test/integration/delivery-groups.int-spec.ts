import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { type ClaimedDelivery } from '../../src/webhooks/deliver/claim-deliveries.query.js';
import { DeliveryRepository } from '../../src/webhooks/deliver/delivery.repository.js';
import { Keyring } from '../../src/webhooks/secrets/keyring.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { poolOf } from '../support/pool.js';

const LEASE_MS = 60_000;
const WEBHOOKS = 15;
const EVENTS = 10;
/** More than share a statement. */
const MANY = WEBHOOKS * EVENTS;

let database: TestDatabase;
let processes: PrismaService[];
let one: DeliveryRepository;
let other: DeliveryRepository;
let pool: pg.Pool;

beforeEach(async () => {
  database = await createDatabase();
  processes = [new PrismaService(database.url, 8), new PrismaService(database.url, 8)];
  [one, other] = processes.map((prisma) => new DeliveryRepository(prisma, new Keyring())) as [
    DeliveryRepository,
    DeliveryRepository,
  ];
  pool = poolOf(database.url);
  await pool.query(`
    INSERT INTO clients (id, name) VALUES ('cli_a', 'a');
    INSERT INTO webhooks (id, client_id, url, event_types, secret)
      SELECT 'whk_' || n, 'cli_a', 'url ' || n, '{}', 'secret ' || n FROM generate_series(1, ${WEBHOOKS}) n;
    INSERT INTO events (client_id, type, data)
      SELECT 'cli_a', 'webhook.test', jsonb_build_object('n', n) FROM generate_series(1, ${EVENTS}) n;
    INSERT INTO webhook_deliveries (webhook_id, event_seq, next_attempt_at)
      SELECT id, seq, now() - seq * interval '1 minute' FROM webhooks, events`);
});
afterEach(async () => {
  await pool.end();
  for (const prisma of processes) await prisma.onApplicationShutdown();
  await database.drop();
});

/** So many claims for each webhook, of all of them in turn. */
const claims = (
  each: number,
  by: readonly DeliveryRepository[] = [one],
): Promise<(ClaimedDelivery | null)[]> =>
  Promise.all(
    Array.from({ length: each * WEBHOOKS * by.length }, (_, at) =>
      by[at % by.length]!.claim(`whk_${1 + (Math.floor(at / by.length) % WEBHOOKS)}`, LEASE_MS),
    ),
  );
const found = (all: readonly (ClaimedDelivery | null)[]): ClaimedDelivery[] =>
  all.filter((claim) => claim !== null);
async function claimedAll(): Promise<ClaimedDelivery[]> {
  const all = found(await claims(EVENTS));
  expect(all).toHaveLength(MANY);
  return all;
}
const deliver = (all: readonly ClaimedDelivery[], text = 'thanks'): Promise<void[]> =>
  Promise.all(
    all.map((claim) =>
      one.record({
        claim,
        reply: { kind: 'replied', status: 202, text },
        durationMs: 7,
        next: { next: 'done' },
      }),
    ),
  );
async function rows<Row extends object>(sql: string, ...values: unknown[]): Promise<Row[]> {
  return (await pool.query<Row>(sql, values)).rows;
}
const number = async (sql: string): Promise<number> =>
  (await rows<{ n: number }>(`SELECT (${sql})::int AS n`))[0]!.n;
const transactions = (): Promise<number> =>
  number('SELECT count(DISTINCT xmin::text) FROM webhook_deliveries');
const open = (): Promise<object[]> =>
  rows(`SELECT seq, fence FROM webhook_deliveries WHERE status <> 'delivered' ORDER BY seq`);

describe('claims of deliveries that come together', () => {
  it('share a few transactions, and each gets one of its webhook with all that goes with it', async () => {
    const all = await claimedAll();

    expect(new Set(all.map(({ seq }) => seq)).size).toBe(MANY);
    expect(await transactions()).toBeLessThan(MANY / 10);
    for (const { webhookId, url, secrets, fence, attempts, event } of all) {
      const n = webhookId.slice('whk_'.length);
      expect({ url, secrets, fence, attempts }).toEqual({
        url: `url ${n}`,
        secrets: [`secret ${n}`],
        fence: 1,
        attempts: 1,
      });
      expect(event).toMatchObject({ type: 'webhook.test', orderId: null, data: { n: Number(event.seq) } });
    }
    expect(await one.findDue(10)).toEqual([]);
    expect(found(await claims(1))).toEqual([]);
  });

  it('get what is due longest, and no more than there is', async () => {
    await pool.query(`UPDATE webhook_deliveries SET next_attempt_at = now() + interval '1 hour'
                      WHERE webhook_id = 'whk_3' AND event_seq < ${EVENTS - 1}`);

    const all = found(await claims(4));

    const got = (id: string): number[] =>
      all.filter(({ webhookId }) => webhookId === id).map(({ event }) => Number(event.seq));
    expect(got('whk_3').sort()).toEqual([EVENTS, EVENTS - 1].sort());
    expect(new Set(got('whk_4'))).toEqual(new Set([EVENTS, EVENTS - 1, EVENTS - 2, EVENTS - 3]));
    expect(all).toHaveLength(4 * WEBHOOKS - 2);
  });

  it('get nothing for a webhook that is disabled, and that hurts no other', async () => {
    await pool.query(
      `UPDATE webhooks SET disabled_at = now(), disabled_reason = 'requested' WHERE id = 'whk_2'`,
    );

    const all = found(await claims(EVENTS));

    expect(all).toHaveLength(MANY - EVENTS);
    expect(all.filter(({ webhookId }) => webhookId === 'whk_2')).toEqual([]);
  });

  it('of two processes never get the same', async () => {
    const all = found(await claims(EVENTS, [one, other]));

    expect(all).toHaveLength(MANY);
    expect(new Set(all.map(({ seq }) => seq)).size).toBe(MANY);
    expect(await number('SELECT max(fence) FROM webhook_deliveries')).toBe(1);
  });
});

describe('deliveries that are taken at the same time', () => {
  it('are recorded by a few transactions', async () => {
    await deliver(await claimedAll());

    expect(await open()).toEqual([]);
    expect(await transactions()).toBeLessThan(MANY / 10);
  });

  it.each([
    ['any text', 'words "quoted" \\ \n {} NULL 株式会社 😀'],
    ['a text that is no Unicode', 'half of a pair: \ud83d'],
    ['no text', ''],
  ])('leave the rows that one by one would leave, with %s', async (_, text) => {
    const [alone, ...together] = (await claimedAll()).slice(0, 6);
    await deliver([alone!], text);
    await deliver(together, text);

    const left = await rows<object>(
      `SELECT status, attempts, fence, next_attempt_at, last_status, last_error, last_response, last_duration_ms,
              delivered_at IS NOT NULL AS delivered
       FROM webhook_deliveries WHERE status <> 'pending' ORDER BY seq = $1 DESC`,
      alone!.seq,
    );
    expect(left).toHaveLength(6);
    for (const row of left) expect(row).toEqual(left[0]);
    expect(left[0]).toMatchObject({ status: 'delivered', last_status: 202, last_error: null });
    // the first of those that came together went at once, the others shared the next
    expect(
      await number(`SELECT count(DISTINCT xmin::text) FROM webhook_deliveries WHERE status <> 'pending'`),
    ).toBe(3);
  });

  it('do not suffer from one that somebody else has tried since, nor change it', async () => {
    const all = await claimedAll();
    const lost = all[MANY / 2]!;
    await pool.query('UPDATE webhook_deliveries SET next_attempt_at = now() WHERE seq = $1', [lost.seq]);
    const again = await other.claim(lost.webhookId, LEASE_MS);

    await deliver(all);

    expect(again).toMatchObject({ seq: lost.seq, fence: 2 });
    expect(await open()).toEqual([{ seq: String(lost.seq), fence: 2 }]);
  });

  it('do not wait for one that somebody else is writing, which follows when that is over', async () => {
    const all = await claimedAll();
    const held = all[MANY / 2]!;
    const writer = await pool.connect();
    await writer.query('BEGIN');
    await writer.query('UPDATE webhook_deliveries SET last_error = NULL WHERE seq = $1', [held.seq]);
    const rest = all.filter((claim) => claim !== held);
    const [first, ...others] = rest;

    const begun = deliver([first!]);
    const follows = deliver([held]);
    await Promise.all([begun, deliver(others)]);
    expect(await open()).toEqual([{ seq: String(held.seq), fence: 1 }]);

    await writer.query('COMMIT');
    writer.release();
    await follows;
    expect(await open()).toEqual([]);
  });

  it('are recorded, or gone with their webhook, when both happen at the same moment', async () => {
    const all = await claimedAll();

    await Promise.all([
      deliver(all),
      ...Array.from({ length: 5 }, (_, n) =>
        pool.query('DELETE FROM webhooks WHERE id = $1', [`whk_${n + 1}`]),
      ),
    ]);

    expect(await open()).toEqual([]);
    expect(await number('SELECT count(*) FROM webhook_deliveries')).toBe((WEBHOOKS - 5) * EVENTS);
  });
});
