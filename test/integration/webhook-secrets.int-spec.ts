import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { type Author } from '../../src/audit/append-audit.query.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { DeliveryRepository } from '../../src/webhooks/deliver/delivery.repository.js';
import { Keyring, PLAIN } from '../../src/webhooks/secrets/keyring.js';
import { type Rotation, RotateEncryptionKey } from '../../src/webhooks/secrets/rotate-encryption-key.js';
import { StoredSecretsRepository } from '../../src/webhooks/secrets/stored-secrets.repository.js';
import { poolOf } from '../support/pool.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';

const [FORMER, CURRENT] = [randomBytes(32), randomBytes(32)];
const BY: Author = { role: 'system', credential: 'a test', address: null, requestId: null };
/** More than one batch. */
const WEBHOOKS = 150;

describe('secrets of webhooks in the database', () => {
  let database: TestDatabase;
  let prisma: PrismaService;
  let pool: pg.Pool;
  const former = new Keyring([FORMER]);
  const both = new Keyring([CURRENT, FORMER]);

  beforeEach(async () => {
    database = await createDatabase();
    prisma = new PrismaService(database.url, 4);
    pool = poolOf(database.url);
    await pool.query(`
      INSERT INTO clients (id, name) VALUES ('cli_a', 'a');
      INSERT INTO webhooks (id, client_id, url, event_types, secret)
        SELECT 'whk_' || n, 'cli_a', 'x', '{}', 'whsec_' || n FROM generate_series(1, ${WEBHOOKS}) n`);
  });
  afterEach(async () => {
    await pool.end();
    await prisma.onApplicationShutdown();
    await database.drop();
  });

  const rotate = (
    keyring: Keyring,
    keyId = keyring.currentId,
    stored = new StoredSecretsRepository(prisma),
  ): Promise<Rotation> => new RotateEncryptionKey(stored, keyring).execute(keyId, BY, () => undefined);
  const secrets = async (column = 'secret'): Promise<Map<string, string>> => {
    const { rows } = await pool.query<{ id: string; text: string }>(
      `SELECT id, ${column} AS text FROM webhooks WHERE ${column} IS NOT NULL`,
    );
    return new Map(rows.map(({ id, text }) => [id, text]));
  };
  const expectReadBy = async (keyring: Keyring): Promise<void> => {
    for (const [id, stored] of await secrets()) {
      expect(stored.split(':')[1] ?? PLAIN).toBe(keyring.currentId);
      expect(keyring.open(stored, id)).toBe(id.replace('whk', 'whsec'));
    }
  };

  it('are encrypted, then with another key, then unencrypted again, each with its entry in the audit trail', async () => {
    expect(await rotate(former)).toEqual({ replaced: WEBHOOKS, unreadable: [] });
    await expectReadBy(former);
    expect(await rotate(both)).toEqual({ replaced: WEBHOOKS, unreadable: [] });
    await expectReadBy(new Keyring([CURRENT]));
    expect(await rotate(both, PLAIN)).toEqual({ replaced: WEBHOOKS, unreadable: [] });
    await expectReadBy(new Keyring());
    const { rows } = await pool.query(`
      SELECT before, after FROM audit_entries WHERE target_id = 'whk_7' AND action = 'webhook.encrypt-secret' ORDER BY seq`);
    const [f, c] = [former.currentId, both.currentId].map((encryptionKeyId) => ({ encryptionKeyId }));
    const none = { encryptionKeyId: null };
    expect(rows).toEqual([
      { before: none, after: f },
      { before: f, after: c },
      { before: c, after: none },
    ]);
  });

  it('are left as they are the second time', async () => {
    await rotate(former);
    const before = await secrets();
    expect(await rotate(former)).toEqual({ replaced: 0, unreadable: [] });
    expect(await secrets()).toEqual(before);
  });

  it('that their owner rotates at that moment are not overwritten, and are encrypted all the same', async () => {
    class Raced extends StoredSecretsRepository {
      private lost = false;
      override async replace(
        ...[old, ...rest]: Parameters<StoredSecretsRepository['replace']>
      ): Promise<boolean> {
        if (old.id === 'whk_7' && !this.lost) {
          this.lost = true;
          await pool.query(`
            UPDATE webhooks SET secret = 'whsec_new', previous_secret = secret, previous_secret_until = now() + interval '1 day'
            WHERE id = 'whk_7'`);
        }
        return super.replace(old, ...rest);
      }
    }
    const keyring = new Keyring([CURRENT]);
    expect(await rotate(keyring, keyring.currentId, new Raced(prisma))).toEqual({
      replaced: WEBHOOKS,
      unreadable: [],
    });
    expect(keyring.open((await secrets()).get('whk_7') ?? '', 'whk_7')).toBe('whsec_new');
    expect(keyring.open((await secrets('previous_secret')).get('whk_7') ?? '', 'whk_7')).toBe('whsec_7');
  });

  it('that no key reads are named, and the others are encrypted', async () => {
    await pool.query(`UPDATE webhooks SET secret = $1 WHERE id = 'whk_7'`, [former.seal('whsec_7', 'whk_7')]);
    expect(await rotate(new Keyring([CURRENT]))).toEqual({ replaced: WEBHOOKS - 1, unreadable: ['whk_7'] });
    expect(await rotate(both)).toEqual({ replaced: 1, unreadable: [] });
    await expectReadBy(new Keyring([CURRENT]));
  });

  it('are forgotten when they no longer sign', async () => {
    await pool.query(`UPDATE webhooks SET previous_secret = 'old', previous_secret_until = now() + make_interval(days => n)
      FROM (VALUES ('whk_1', 1), ('whk_2', -1)) AS t (id, n) WHERE webhooks.id = t.id`);
    await rotate(former);
    expect([...(await secrets('previous_secret')).keys()]).toEqual(['whk_1']);
  });

  it('keep their deliveries for a process that has the key', async () => {
    await rotate(former);
    await pool.query(`
      INSERT INTO events (client_id, type, data) VALUES ('cli_a', 'webhook.test', '{}');
      INSERT INTO webhook_deliveries (webhook_id, event_seq) SELECT 'whk_7', seq FROM events`);
    const without = new DeliveryRepository(prisma, new Keyring([CURRENT]));
    expect([await without.findDue(9), await without.claim('whk_7', 60_000)]).toEqual([[], null]);
    const withKey = new DeliveryRepository(prisma, both);
    expect(await withKey.findDue(9)).toEqual(['whk_7']);
    expect(await withKey.claim('whk_7', 60_000)).toMatchObject({ webhookId: 'whk_7', attempts: 1 });
  });
});
