import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { decideDelivery } from '../../src/webhooks/deliver/delivery-decision.js';
import { type ClaimedDelivery } from '../../src/webhooks/deliver/claim-deliveries.query.js';
import { DeliveryRepository } from '../../src/webhooks/deliver/delivery.repository.js';
import { type ReceiverReply } from '../../src/webhooks/receivers/webhook.client.js';
import { Keyring } from '../../src/webhooks/secrets/keyring.js';
import { eventually } from '../support/eventually.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { poolOf } from '../support/pool.js';

const LEASE_MS = 60_000;
const GONE: ReceiverReply = { kind: 'replied', status: 410, text: '' };
const TAKEN: ReceiverReply = { kind: 'replied', status: 200, text: 'thanks' };

describe('the claim of a delivery', () => {
  let database: TestDatabase;
  let prisma: PrismaService;
  let repository: DeliveryRepository;
  let pool: pg.Pool;

  beforeEach(async () => {
    database = await createDatabase();
    prisma = new PrismaService(database.url, 8);
    repository = new DeliveryRepository(prisma, new Keyring());
    pool = poolOf(database.url);
    await pool.query(`
      INSERT INTO clients (id, name) VALUES ('cli_a', 'a');
      INSERT INTO webhooks (id, client_id, url, event_types, secret) VALUES ('whk_a', 'cli_a', 'x', '{}', 's');
      INSERT INTO events (client_id, type, data) VALUES ('cli_a', 'webhook.test', '{}');
      INSERT INTO webhook_deliveries (webhook_id, event_seq) SELECT 'whk_a', seq FROM events`);
  });
  afterEach(async () => {
    await pool.end();
    await prisma.onApplicationShutdown();
    await database.drop();
  });

  const claim = (): Promise<ClaimedDelivery | null> => repository.claim('whk_a', LEASE_MS);
  async function claimed(): Promise<ClaimedDelivery> {
    const found = await claim();
    if (!found) throw new Error('nothing was due');
    return found;
  }
  const record = (delivery: ClaimedDelivery, reply: ReceiverReply): Promise<void> =>
    repository.record({
      claim: delivery,
      reply,
      durationMs: 1,
      next: decideDelivery(reply, delivery.attempts),
    });
  const endLease = (): Promise<unknown> =>
    pool.query('UPDATE webhook_deliveries SET next_attempt_at = now()');
  const row = async (): Promise<unknown> =>
    (await pool.query('SELECT status, attempts, last_status FROM webhook_deliveries')).rows[0];
  const disabled = async (): Promise<unknown> =>
    (await pool.query('SELECT disabled_reason FROM webhooks')).rows;

  it('is given to one of many', async () => {
    const claims = await Promise.all(Array.from({ length: 20 }, claim));
    expect(claims.filter((found) => found !== null)).toHaveLength(1);
    expect(await repository.findDue(10)).toEqual([]);
  });

  it('is looked for in every webhook, also where more are due than are looked at', async () => {
    await pool.query(`
      INSERT INTO webhooks (id, client_id, url, event_types, secret)
      SELECT 'whk_' || n, 'cli_a', 'x', '{}', 's' FROM generate_series(1, 9) n;
      INSERT INTO webhook_deliveries (webhook_id, event_seq) SELECT w.id, e.seq FROM webhooks w, events e
      ON CONFLICT DO NOTHING`);
    const found = new Set<string>();
    await eventually(async () => {
      for (const id of await repository.findDue(2)) found.add(id);
      expect(found.size).toBe(10);
    });
  });

  it('is given again when its lease has run out, and the first holder’s outcome no longer counts', async () => {
    const lost = await claimed();
    await endLease();
    expect(await repository.findDue(10)).toEqual(['whk_a']);
    const next = await claimed();
    expect(next).toMatchObject({ seq: lost.seq, attempts: 2 });

    await record(lost, GONE);
    expect(await row()).toEqual({ status: 'pending', attempts: 2, last_status: null });
    expect(await disabled()).toEqual([{ disabled_reason: null }]);

    await record(next, TAKEN);
    expect(await row()).toEqual({ status: 'delivered', attempts: 2, last_status: 200 });
  });

  it('disables the webhook after 410 and writes the event with it, unless the webhook leads elsewhere by now', async () => {
    const first = await claimed();
    await pool.query(`UPDATE webhooks SET url = 'y'`);
    await record(first, GONE);
    expect(await disabled()).toEqual([{ disabled_reason: null }]);

    await pool.query(`UPDATE webhook_deliveries SET status = 'pending', next_attempt_at = now()`);
    await record(await claimed(), GONE);
    expect(await disabled()).toEqual([{ disabled_reason: 'gone' }]);
    const { rows } = await pool.query(
      `SELECT client_id, order_id, data FROM events WHERE type = 'webhook.disabled'`,
    );
    expect(rows).toEqual([
      { client_id: 'cli_a', order_id: null, data: { webhookId: 'whk_a', reason: 'gone' } },
    ]);
  });

  it('is given to nobody while the webhook or its client is disabled', async () => {
    await pool.query(`UPDATE webhooks SET disabled_at = now(), disabled_reason = 'requested'`);
    expect([await repository.findDue(10), await claim()]).toEqual([[], null]);
    await pool.query(`UPDATE webhooks SET disabled_at = NULL, disabled_reason = NULL`);
    await pool.query(`UPDATE clients SET disabled_at = now() WHERE id = 'cli_a'`);
    expect([await repository.findDue(10), await claim()]).toEqual([[], null]);
    await pool.query(`UPDATE clients SET disabled_at = NULL`);
    expect(await claim()).not.toBeNull();
  });

  it('signs with the secret of before as long as that is valid', async () => {
    await pool.query(
      `UPDATE webhooks SET previous_secret = 'old', previous_secret_until = now() + interval '1 hour'`,
    );
    expect((await claimed()).secrets).toEqual(['s', 'old']);
    await endLease();
    await pool.query(`UPDATE webhooks SET previous_secret_until = now()`);
    expect((await claimed()).secrets).toEqual(['s']);
  });
});
