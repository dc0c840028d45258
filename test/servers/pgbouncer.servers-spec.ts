import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Prisma } from '../../src/platform/prisma/generated/client.js';
import { named } from '../../src/platform/prisma/named-statement.js';
import { prepareDatabase } from '../../src/platform/prisma/prepare-database.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { orderOf } from '../factories/answers.js';
import { anOrder } from '../factories/order.js';
import { eventually } from '../support/eventually.js';
import { createDatabase, pooledUrlOf, type TestDatabase } from '../support/servers.js';
import { Stage } from './stage.js';

const MIGRATIONS = path.resolve('prisma/migrations');

const databaseOf = (url: string): string => new URL(url).pathname.slice(1);

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return (await client.query<Row>(text).finally(() => client.end())).rows;
}

describe('through PgBouncer in transaction mode', () => {
  let database: TestDatabase;
  let pooled: string;
  let lines: string[];
  beforeEach(async () => {
    database = await createDatabase('empty');
    pooled = pooledUrlOf(database);
    lines = [];
  });
  afterEach(() => database.drop());

  const prepare = (databaseUrl = pooled, databaseDirectUrl?: string): Promise<string[]> =>
    prepareDatabase(
      { databaseUrl, migrateOnStart: true, ...(databaseDirectUrl !== undefined && { databaseDirectUrl }) },
      MIGRATIONS,
      (line) => lines.push(line),
    );

  it('starts one after the other, and together, migrate once and hold up nobody', async () => {
    const applied = await Promise.all([prepare(), prepare(), prepare()]);
    const later = await prepare();

    const names = applied.flat();
    expect(names.length).toBeGreaterThan(10);
    expect(new Set(names).size).toBe(names.length);
    expect(later).toEqual([]);
    const held = await query(
      database.url,
      "SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 72707369",
    );
    expect(held).toEqual([]);
  });

  it('a database with another time zone is no trouble, nor are the sessions of others disturbed', async () => {
    const name = databaseOf(database.url);
    await query(database.url, `ALTER DATABASE "${name}" SET TimeZone = 'Asia/Kolkata'`);
    await query(database.url, `ALTER DATABASE "${name}" SET DateStyle = 'German'`);
    const other = new pg.Client({ connectionString: pooled });
    await other.connect();
    const zone = async (): Promise<unknown> => (await other.query('SHOW TimeZone')).rows;
    const before = await zone();

    await prepare();

    expect(await zone()).toEqual(before);
    expect(before).toEqual([{ TimeZone: 'Asia/Kolkata' }]);
    await other.end();
  });

  it.each([
    ['default_transaction_isolation', 'serializable', `default_transaction_isolation = 'read committed'`],
    ['search_path', 'hostile, public', 'search_path = "public"'],
  ])(
    'refuses %s of the database, which the pooler does not keep, and says how to set it',
    async (setting, odd, remedy) => {
      const name = databaseOf(database.url);
      await query(database.url, 'CREATE SCHEMA hostile');
      await query(database.url, `ALTER DATABASE "${name}" SET ${setting} = ${odd}`);

      await expect(prepare()).rejects.toThrow(`ALTER ROLE CURRENT_USER IN DATABASE … SET ${remedy}`);

      await query(database.url, `ALTER DATABASE "${name}" SET ${remedy}`);
      await query(pooled.replace(name, 'pgbouncer'), 'RECONNECT');
      await eventually(async () => expect((await prepare()).length).toBeGreaterThanOrEqual(0));
    },
  );

  it.each([
    ['a wrong password', (url: URL) => (url.password = 'canary'), /refuses the user or password/],
    ['an unknown user', (url: URL) => (url.username = 'canary'), /refuses the user or password/],
    ['an unknown database', (url: URL) => (url.pathname = '/canary'), /there is no such database/],
  ])('%s is told at once, without a value', async (_what, change, words) => {
    const url = new URL(pooled);
    change(url);

    const refused = prepare(url.href);

    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.not.toThrow(/canary/);
  });
});

describe('a named statement', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it.each([
    ['straight to Postgres', 'auto', () => database.url, 1],
    ['straight to Postgres', 'on', () => database.url, 1],
    ['straight to Postgres', 'off', () => database.url, 0],
    ['through PgBouncer', 'auto', () => pooledUrlOf(database), 0],
    ['through PgBouncer', 'on', () => pooledUrlOf(database), 1],
    ['through PgBouncer', 'off', () => pooledUrlOf(database), 0],
  ] as const)('%s, with DATABASE_PREPARE=%s', async (_way, prepare, urlOf, kept) => {
    const prisma = new PrismaService(urlOf(), 1, { prepare });
    const prepared = Prisma.sql`
      SELECT count(*)::int AS count FROM pg_prepared_statements WHERE statement LIKE ${`/* with-${prepare} */%`}`;
    try {
      for (let times = 0; times < 3; times += 1) await prisma.query(named(`with-${prepare}`)`SELECT 1`);
      expect(await prisma.query(prepared)).toEqual([{ count: kept }]);
    } finally {
      await prisma.onApplicationShutdown();
    }
  });
});

describe('a gateway behind PgBouncer in transaction mode', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.start({ TimeZone: 'Asia/Kolkata', DateStyle: 'German', client_encoding: 'LATIN1' });
  });
  afterAll(() => stage.stop());

  const WARNING = /Set DATABASE_DIRECT_URL to reach Postgres directly/g;

  it.each([
    ['alone, warned once', () => ({}), 1],
    ['with a way around it, not warned', () => ({ DATABASE_DIRECT_URL: stage.database.url }), 0],
    [
      'with statements prepared if it knows them',
      () => ({ DATABASE_PREPARE: process.env['TEST_POOLER_PREPARES'] ?? 'auto' }),
      1,
    ],
  ])(
    '%s, places orders, wakes who waits for them, starts again and stops',
    async (_how, settings, warnings) => {
      const pooled = { DATABASE_URL: pooledUrlOf(stage.database), ...settings() };
      const first = await stage.gateway(pooled);
      const gateway = await stage.gateway(pooled);
      const before = Date.now();

      const order = orderOf(await gateway.client.order(anOrder(), { prefer: 'wait=20' }));

      expect(order).toMatchObject({ status: 'placed', attempts: 1 });
      expect(Math.abs(Date.parse(order.createdAt) - before)).toBeLessThan(60_000);
      expect(await gateway.ready()).toMatchObject({ status: 'ok' });
      expect(gateway.process.output.match(WARNING) ?? []).toHaveLength(warnings);
      // The pooler's own sessions keep the name of whoever used them last; what they run says who listens.
      const listening = await query<{ count: number }>(
        stage.database.url,
        `SELECT count(*)::int FROM pg_stat_activity
         WHERE application_name = 'sectigo-gateway-listen' AND query LIKE 'LISTEN %' AND datname = current_database()`,
      );
      expect(listening).toEqual([{ count: warnings === 1 ? 0 : 2 }]);
      expect([await first.process.terminate(), await gateway.process.terminate()]).toEqual([0, 0]);
    },
  );
});
