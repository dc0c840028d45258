import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { lineTo } from '../support/broken-line.js';
import { eventually } from '../support/eventually.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { openClient } from '../../src/platform/prisma/connection.js';
import { isMigrated } from '../../src/platform/prisma/migrations.js';
import { prepareDatabase } from '../../src/platform/prisma/prepare-database.js';

const MIGRATIONS = path.resolve('prisma/migrations');

describe('preparing the database', () => {
  let database: TestDatabase;
  let lines: string[];
  beforeEach(async () => {
    database = await createDatabase('empty');
    lines = [];
  });
  afterEach(() => database.drop());

  const prepare = (databaseUrl = database.url, databaseDirectUrl?: string): Promise<string[]> =>
    prepareDatabase(
      { databaseUrl, migrateOnStart: true, ...(databaseDirectUrl !== undefined && { databaseDirectUrl }) },
      MIGRATIONS,
      (line) => lines.push(line),
    );
  const changed = (change: (url: URL) => unknown): string => {
    const url = new URL(database.url);
    change(url);
    return url.href;
  };
  const inSchema = (schema: string): string => changed((url) => url.searchParams.set('schema', schema));
  const sql = async (text: string): Promise<pg.QueryResult> => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    return client.query(text).finally(() => client.end());
  };
  const nameOf = (): string => new URL(database.url).pathname.slice(1);

  it('migrates an empty one', async () => {
    expect((await prepare()).length).toBeGreaterThan(10);
    expect(await prepare()).toEqual([]);
  });

  it('puts everything into the schema that the URL names', async () => {
    await prepare(inSchema('gate way'));

    const { rows } = await sql(
      "SELECT DISTINCT schemaname FROM pg_tables WHERE tablename IN ('orders', 'audit_entries')",
    );
    expect(rows).toEqual([{ schemaname: 'gate way' }]);
    const { client } = await openClient(inSchema('gate way'), 'test');
    expect(await isMigrated(client, MIGRATIONS)).toBe(true);
    await client.end();
  });

  it('does not begin again beside the tables that there are', async () => {
    await prepare(inSchema('old'));

    await expect(prepare()).rejects.toThrow(
      'DATABASE_URL: the gateway\'s tables are in the schema "old", not in "public": add ?schema=old',
    );
    await expect(prepare(inSchema('typo'))).rejects.toThrow('make its schema first');
    await sql('CREATE SCHEMA deliberate');
    expect((await prepare(inSchema('deliberate'))).length).toBeGreaterThan(10);
  });

  it.each([
    ['a wrong password', (url: URL) => (url.password = 'canary'), 'refuses the user or password (28P01)'],
    ['an unknown user', (url: URL) => (url.username = 'canary'), 'refuses the user or password (28P01)'],
    ['an unknown database', (url: URL) => (url.pathname = '/canary'), 'there is no such database (3D000)'],
    [
      'no TLS',
      (url: URL) => url.searchParams.set('sslmode', 'verify-full'),
      'certificate of Postgres is not',
    ],
  ])('tells of %s at once, by the name of the variable and without a value', async (_what, change, words) => {
    const refused = prepare(changed(change));

    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.toThrow(/^DATABASE_URL: [^\n]*$/);
    await expect(refused).rejects.not.toThrow(/canary/);
  });

  it.each([
    ['default_transaction_read_only', 'the database takes no writes: default_transaction_read_only is on'],
  ])('refuses one with %s', async (setting, words) => {
    await sql(`ALTER DATABASE "${nameOf()}" SET ${setting} = on`);

    await expect(prepare()).rejects.toThrow(`DATABASE_URL: ${words}`);
  });

  it.each(['LATIN1', 'SQL_ASCII'])('refuses the encoding %s', async (encoding) => {
    const name = `${nameOf()}_${encoding.toLowerCase()}`;
    await sql(`CREATE DATABASE "${name}" ENCODING '${encoding}' LOCALE 'C' TEMPLATE template0`);
    try {
      await expect(prepare(changed((url) => (url.pathname = `/${name}`)))).rejects.toThrow(
        `DATABASE_URL: the database's encoding is ${encoding}`,
      );
    } finally {
      await sql(`DROP DATABASE "${name}" WITH (FORCE)`);
    }
  });

  it('waits for one that comes late, and says for what', async () => {
    const line = await lineTo(database.url);
    line.cut();
    try {
      const prepared = prepare(line.url);
      await eventually(() =>
        expect(lines).toContainEqual(
          expect.stringMatching(/^waiting for the database of DATABASE_URL: Postgres does not answer/),
        ),
      );
      line.mend();

      expect((await prepared).length).toBeGreaterThan(10);
    } finally {
      await line.close();
    }
  });

  it('waits for whoever migrates, and says so', async () => {
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    await other.query('SELECT pg_advisory_lock(72707369)');

    const prepared = prepare();
    await eventually(() => expect(lines).toContain('waiting for another process to finish its migrations'));
    await other.end();

    expect((await prepared).length).toBeGreaterThan(10);
  });

  it('does not hold a full disk against a migration', async () => {
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    await other.query(`CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'disk_full'; END $$;
      CREATE EVENT TRIGGER full_disk ON ddl_command_start WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION refuse()`);

    await expect(prepare()).rejects.toThrow(/failed: no .*53100/);
    await other.query('DROP EVENT TRIGGER full_disk');
    await other.end();

    expect((await prepare()).length).toBeGreaterThan(10);
  });

  it('refuses two URLs that lead to different databases', async () => {
    const other = await createDatabase('empty');
    try {
      await expect(prepare(database.url, other.url)).rejects.toThrow(
        'DATABASE_URL and DATABASE_DIRECT_URL lead to different databases',
      );
    } finally {
      await other.drop();
    }
  });
});
