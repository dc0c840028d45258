import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { applyMigrations, isMigrated, pendingMigrations } from '../../src/platform/prisma/migrations.js';
import { poolOf } from '../support/pool.js';

const PROJECT_MIGRATIONS = path.resolve('prisma/migrations');
const CLI_TIMEOUT_MS = 30_000;

describe('the migrations runner', () => {
  let database: TestDatabase;
  let migrationsDir: string;
  let pool: pg.Pool;

  beforeEach(async () => {
    database = await createDatabase('empty');
    migrationsDir = await mkdtemp(path.join(os.tmpdir(), 'gateway-migrations-'));
    pool = poolOf(database.url);
  });

  afterEach(async () => {
    await pool.end();
    await database.drop();
    await rm(migrationsDir, { recursive: true });
  });

  async function write(name: string, sql: string): Promise<void> {
    await mkdir(path.join(migrationsDir, name), { recursive: true });
    await writeFile(path.join(migrationsDir, name, 'migration.sql'), sql);
  }

  const apply = () => applyMigrations(database.url, migrationsDir);

  async function tables(): Promise<string[]> {
    const { rows } = await pool.query<{ tablename: string }>(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`,
    );
    return rows.map(({ tablename }) => tablename);
  }

  it('applies the migrations in the order of their names, once', async () => {
    await write('20260102000000_second', 'ALTER TABLE a ADD COLUMN b text; CREATE TABLE c (id int)');
    await write('20260101000000_first', 'CREATE TABLE a (id int); -- a comment at the very end');

    expect(await apply()).toEqual(['20260101000000_first', '20260102000000_second']);
    expect(await apply()).toEqual([]);
    expect(await tables()).toEqual(['a', 'c']);
  });

  it('says what is pending before, between and after', async () => {
    await write('20260101000000_first', 'CREATE TABLE a (id int)');
    expect(await pendingMigrations(pool, migrationsDir)).toEqual(['20260101000000_first']);

    await apply();
    expect(await isMigrated(pool, migrationsDir)).toBe(true);

    await write('20260102000000_second', 'CREATE TABLE b (id int)');
    expect(await pendingMigrations(pool, migrationsDir)).toEqual(['20260102000000_second']);
    expect(await isMigrated(pool, migrationsDir)).toBe(false);
  });

  it('applies each migration once when several processes start together', async () => {
    await write('20260101000000_first', 'SELECT pg_sleep(0.2); CREATE TABLE a (id int)');
    await write('20260102000000_second', 'CREATE TABLE b (id int)');

    const applied = await Promise.all([apply(), apply(), apply(), apply()]);

    expect(applied.flat().sort()).toEqual(['20260101000000_first', '20260102000000_second']);
  });

  it('undoes a failing migration as a whole, keeps the earlier ones and refuses to go on until it is resolved', async () => {
    await write('20260101000000_first', 'CREATE TABLE a (id int)');
    await write('20260102000000_broken', 'CREATE TABLE b (id int); CREATE TABLE c (id nosuchtype)');

    await expect(apply()).rejects.toThrow(/20260102000000_broken failed: type "nosuchtype" does not exist/);
    expect(await tables()).toEqual(['a']);
    expect(await pendingMigrations(pool, migrationsDir)).toEqual(['20260102000000_broken']);

    await write('20260102000000_broken', 'CREATE TABLE b (id int)');
    await expect(apply()).rejects.toThrow(
      /failed earlier .* npx prisma migrate resolve --rolled-back 20260102000000_broken/,
    );

    await pool.query('UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL');
    expect(await apply()).toEqual(['20260102000000_broken']);
  });

  it('starts again where a killed process left off', async () => {
    await write('20260101000000_first', 'CREATE TABLE a (id int); SELECT pg_sleep(30)');
    const killed = apply();
    const refused = expect(killed).rejects.toThrow(/20260101000000_first failed/);
    const kill = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid() AND datname = current_database()`;
    while ((await pool.query(kill)).rowCount === 0);
    await refused;

    await write('20260101000000_first', 'CREATE TABLE a (id int)');
    expect(await apply()).toEqual(['20260101000000_first']);
  });

  it('refuses a migration that was modified after it was applied', async () => {
    await write('20260101000000_first', 'CREATE TABLE a (id int)');
    await apply();
    await write('20260101000000_first', 'CREATE TABLE a (id bigint)');
    await write('20260102000000_second', 'CREATE TABLE b (id int)');

    await expect(apply()).rejects.toThrow(
      /Modified after it was applied to this database: 20260101000000_first/,
    );
    expect(await tables()).toEqual(['a']);
  });

  it('accepts a database that a newer version has already migrated further', async () => {
    await write('20260101000000_first', 'CREATE TABLE a (id int)');
    await write('20260102000000_newer', 'CREATE TABLE b (id int)');
    await apply();
    await rm(path.join(migrationsDir, '20260102000000_newer'), { recursive: true });

    expect(await apply()).toEqual([]);
    expect(await isMigrated(pool, migrationsDir)).toBe(true);
  });

  it('names a migration without a migration.sql', async () => {
    await mkdir(path.join(migrationsDir, '20260101000000_hollow'));

    await expect(apply()).rejects.toThrow('Migration 20260101000000_hollow has no readable migration.sql.');
  });

  describe('beside Prisma’s own', () => {
    async function prisma(...args: string[]): Promise<string> {
      const env = { ...process.env, DATABASE_URL: database.url };
      const { stdout } = await promisify(execFile)('node_modules/.bin/prisma', args, { env });
      return stdout;
    }

    it(
      'leaves nothing pending for prisma migrate deploy',
      async () => {
        await applyMigrations(database.url, PROJECT_MIGRATIONS);

        expect(await prisma('migrate', 'deploy')).toContain('No pending migrations to apply');
      },
      CLI_TIMEOUT_MS,
    );

    it(
      'finds nothing pending after prisma migrate deploy',
      async () => {
        await prisma('migrate', 'deploy');

        expect(await applyMigrations(database.url, PROJECT_MIGRATIONS)).toEqual([]);
        expect(await isMigrated(pool, PROJECT_MIGRATIONS)).toBe(true);
      },
      CLI_TIMEOUT_MS,
    );

    it(
      'writes the same table as prisma migrate deploy',
      async () => {
        const columns = `SELECT column_name, data_type, character_maximum_length, is_nullable, column_default
        FROM information_schema.columns WHERE table_name = '_prisma_migrations' ORDER BY ordinal_position`;
        await applyMigrations(database.url, PROJECT_MIGRATIONS);
        const ours = await pool.query(columns);
        await pool.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
        await prisma('migrate', 'deploy');

        expect(ours.rows).toEqual((await pool.query(columns)).rows);
        expect(ours.rowCount).toBe(8);
      },
      CLI_TIMEOUT_MS,
    );
  });
});
