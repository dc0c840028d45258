import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** What initdb, an administrator or another program may have set: all of it changes what statements mean. */
export const ODD_SETTINGS: Readonly<Record<string, string>> = {
  TimeZone: 'Asia/Kolkata',
  DateStyle: 'German',
  IntervalStyle: 'sql_standard',
  bytea_output: 'escape',
  extra_float_digits: '-10',
  standard_conforming_strings: 'off',
  default_transaction_isolation: 'serializable',
  client_encoding: 'LATIN1',
};

/**
 * A database of the caller's own: a copy of the migrated template, or an empty one. Takes some 50 ms. With
 * TEST_ODD_DATABASES=on its sessions begin with odd settings.
 */
export async function createDatabase(
  template: 'migrated' | 'empty' = 'migrated',
  settings = process.env['TEST_ODD_DATABASES'] === 'on' ? ODD_SETTINGS : {},
): Promise<TestDatabase> {
  const name = `test_${environment('TEST_RUN_ID')}_${randomUUID().slice(0, 8)}`;
  const source = template === 'empty' ? 'template1' : environment('TEST_DATABASE_TEMPLATE');
  await execute(`CREATE DATABASE "${name}" TEMPLATE "${source}"`);
  for (const [setting, value] of Object.entries(settings)) {
    await execute(`ALTER DATABASE "${name}" SET ${setting} = '${value}'`);
  }
  const url = new URL(environment('TEST_DATABASE_URL'));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`) };
}

/** How the tests' gateways reach a database: with TEST_THROUGH_PGBOUNCER=on by the pooler of test/servers. */
export function gatewayUrlOf(database: TestDatabase): string {
  return process.env['TEST_THROUGH_PGBOUNCER'] === 'on' ? pooledUrlOf(database) : database.url;
}

/** Through PgBouncer in transaction mode, which only tests in test/servers have. */
export function pooledUrlOf(database: TestDatabase): string {
  const url = new URL(environment('TEST_POOLER_URL'));
  url.pathname = new URL(database.url).pathname;
  return url.href;
}

export function redisUrl(): string {
  return environment('TEST_REDIS_URL');
}

/** A key prefix of the caller's own on the shared Redis, as for BullMQ's `prefix`. */
export function redisPrefix(): string {
  return `test-${environment('TEST_RUN_ID')}-${randomUUID().slice(0, 8)}`;
}

async function execute(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: environment('TEST_DATABASE_URL') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function environment(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set: only *.int-spec.ts and *.e2e-spec.ts files have servers.`);
  }
  return value;
}
