import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { AuditLog } from '../../src/audit/audit-log.repository.js';
import { grantUse } from '../../src/platform/prisma/grant-use.js';
import { applyMigrations } from '../../src/platform/prisma/migrations.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { anActor } from '../factories/actor.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';

const MIGRATIONS = 'prisma/migrations';
const APPENDER = 'sectigo_gateway_audit_appender';
const INSERT = `INSERT INTO audit_entries (actor_kind, actor_id, action, target_type, target_id)
  VALUES ('operator', 'operator-key', 'client.disable', 'client', 'cli_1')`;

interface Entry {
  readonly seq: string;
  readonly at: Date;
  readonly target_id: string;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
  readonly stored_as: string;
}

describe('the chain of audit entries', () => {
  let database: TestDatabase;
  let sql: pg.Client;
  let processes: PrismaService[];
  beforeAll(async () => {
    database = await createDatabase();
    sql = new pg.Client({ connectionString: database.url });
    await sql.connect();
    processes = Array.from({ length: 4 }, () => new PrismaService(database.url, 5));
    const logs = processes.map((prisma) => new AuditLog(prisma));
    await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        logs[n % logs.length]!.append(`cli_${n}`, { by: anActor(), action: 'client.update', note: '"é" ☃' }),
      ),
    );
  });
  afterAll(async () => {
    await sql.end();
    await Promise.all(processes.map((prisma) => prisma.onApplicationShutdown()));
    await database.drop();
  });

  const read = async (): Promise<Entry[]> => (await sql.query<Entry>(ENTRIES)).rows;

  it('is one, without gaps, whoever appends at the same moment', async () => {
    const entries = await read();

    expect(entries.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
    expect(new Set(entries.map(({ target_id }) => target_id)).size).toBe(100);
    for (const [n, entry] of entries.entries()) {
      expect(entry.previous_hash).toEqual(entries[n - 1]?.hash ?? Buffer.alloc(32));
      expect(entry.at.getTime()).toBeGreaterThanOrEqual(entries[n - 1]?.at.getTime() ?? 0);
    }
  });

  it('has hashes that anybody can compute', async () => {
    for (const { hash, stored_as } of await read()) {
      expect(hash).toEqual(createHash('sha256').update(stored_as).digest());
    }
  });

  it('takes number, time and hashes from nobody', async () => {
    const newest = (await read()).at(-1)!;
    await sql.query('BEGIN');
    await sql.query(`INSERT INTO audit_entries (seq, at, actor_kind, actor_id, action, target_type, target_id,
      previous_hash, hash) VALUES (7, '2000-01-01', 'system', 'x', 'x', 'x', 'x', '', '')`);
    const appended = (await read()).at(-1)!;
    await sql.query('ROLLBACK');

    expect(Number(appended.seq)).toBe(Number(newest.seq) + 1);
    expect(appended.previous_hash).toEqual(newest.hash);
    expect(appended.at.getTime()).toBeGreaterThanOrEqual(newest.at.getTime());
  });

  it.each([
    ['UPDATE', 'UPDATE audit_entries SET note = NULL'],
    ['UPDATE of nothing', 'UPDATE audit_entries SET note = NULL WHERE false'],
    ['DELETE', 'DELETE FROM audit_entries WHERE seq = 100'],
    ['TRUNCATE', 'TRUNCATE audit_entries'],
    ['UPDATE of a replica', `SET LOCAL session_replication_role = replica; DELETE FROM audit_entries`],
  ])('refuses %s, even to its owner', async (_, statement) => {
    const before = await read();
    await sql.query('BEGIN');
    await expect(sql.query(statement)).rejects.toThrow('never changed or removed');
    await sql.query('ROLLBACK');

    expect(await read()).toEqual(before);
  });

  describe('for the role that may only append', () => {
    const as = async (statement: string): Promise<unknown> => {
      await sql.query(`BEGIN; SET LOCAL ROLE ${APPENDER}`);
      return sql.query(statement).finally(() => sql.query('ROLLBACK'));
    };

    it('can be added to, and read', async () => {
      expect(await as(INSERT)).toMatchObject({ rowCount: 1 });
      expect(await as('SELECT * FROM audit_entries')).toMatchObject({ rowCount: 100 });
    });

    it.each([
      'UPDATE audit_entries SET note = NULL',
      'DELETE FROM audit_entries',
      'TRUNCATE audit_entries',
      'INSERT INTO audit_entries (seq) VALUES (1)',
      'INSERT INTO audit_entries (hash) VALUES (NULL)',
      'ALTER TABLE audit_entries DISABLE TRIGGER ALL',
      'DROP TABLE audit_entries',
      'DROP FUNCTION chain_audit_entry() CASCADE',
      'CREATE OR REPLACE FUNCTION chain_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$',
      'SET LOCAL session_replication_role = replica',
      'SELECT * FROM orders',
      'SELECT secret_hash FROM api_keys',
    ])('refuses %s', async (statement) => {
      await expect(as(statement)).rejects.toMatchObject({ code: '42501' });
    });

    it('is not led astray by a table of its own that has the same name', async () => {
      await sql.query('BEGIN');
      await sql.query(
        `GRANT TEMPORARY ON DATABASE "${new URL(database.url).pathname.slice(1)}" TO ${APPENDER}`,
      );
      await sql.query(`SET LOCAL ROLE ${APPENDER}`);
      await sql.query('CREATE TEMPORARY TABLE audit_entries (LIKE public.audit_entries)');
      await sql.query(INSERT.replace('audit_entries', 'public.audit_entries'));
      const { rows } = await sql.query('SELECT max(seq)::int AS newest FROM public.audit_entries');
      await sql.query('ROLLBACK');

      expect(rows).toEqual([{ newest: 101 }]);
    });
  });
});

describe('the user that the gateway runs as', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let gateway: pg.Client;
  beforeAll(async () => {
    database = await createDatabase();
    owner = new pg.Client({ connectionString: database.url });
    gateway = new pg.Client({ connectionString: database.gatewayUrl });
    await Promise.all([owner.connect(), gateway.connect()]);
  });
  afterAll(async () => {
    await Promise.all([owner.end(), gateway.end()]);
    await database.drop();
  });

  it('appends to the audit trail and reads it', async () => {
    expect(await gateway.query(INSERT)).toMatchObject({ rowCount: 1 });
    expect(await gateway.query('SELECT FROM audit_entries')).toMatchObject({ rowCount: 1 });
  });

  it.each([
    'UPDATE audit_entries SET note = NULL',
    'DELETE FROM audit_entries',
    'TRUNCATE audit_entries',
    'ALTER TABLE audit_entries DISABLE TRIGGER ALL',
    'ALTER TABLE orders ADD COLUMN more text',
    'DROP TABLE audit_entries',
    'DROP FUNCTION chain_audit_entry() CASCADE',
    'SET session_replication_role = replica',
    'UPDATE _prisma_migrations SET checksum = NULL',
    'DELETE FROM _prisma_migrations',
  ])('is refused %s', async (statement) => {
    await expect(gateway.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it('loses what it had been granted beyond its needs', async () => {
    const { user } = gateway;
    await owner.query(`GRANT ALL ON audit_entries TO "${user}"`);
    await grantUse(database.url, user ?? '');
    await expect(gateway.query('TRUNCATE audit_entries')).rejects.toMatchObject({ code: '42501' });
  });
});

/** The text that was hashed, made anew. */
const ENTRIES = `SELECT *, jsonb_build_array(seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  actor_kind, actor_id, client_id, action, target_type, target_id, address, request_id, note, before, after,
  encode(previous_hash, 'hex'))::text AS stored_as FROM audit_entries ORDER BY seq`;

describe('the migration', () => {
  it('can be applied by a user that may not make roles', async () => {
    const database = await createDatabase('empty');
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    const name = new URL(database.url).pathname.slice(1);
    const user = `u_${name}`;
    try {
      await admin.query(`CREATE ROLE "${user}" LOGIN PASSWORD 'x' NOCREATEROLE`);
      await admin.query(`ALTER DATABASE "${name}" OWNER TO "${user}"`);
      const url = Object.assign(new URL(database.url), { username: user, password: 'x' });

      const applied = await applyMigrations(url.href, MIGRATIONS);

      expect(applied).toContain('20261123000800_audit');
      await admin.query(`SET SESSION AUTHORIZATION "${user}"`);
      expect(await admin.query(INSERT)).toMatchObject({ rowCount: 1 });
    } finally {
      await admin.end();
      await database.drop();
      await dropRole(user);
    }
  });
});

async function dropRole(user: string): Promise<void> {
  const admin = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] });
  await admin.connect();
  await admin.query(`DROP ROLE IF EXISTS "${user}"`).finally(() => admin.end());
}
