import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  /** As the owner of the tables. */
  readonly url: string;
  /** As a gateway connects: a migrated one as a user who may use the tables and no more, through PgBouncer if asked for. */
  readonly gatewayUrl: string;
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
  return {
    url: urlOf('TEST_DATABASE_URL', name),
    gatewayUrl: gatewayUrlOf(name, template),
    drop: () => execute(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
  };
}

function gatewayUrlOf(name: string, template: 'migrated' | 'empty'): string {
  if (process.env['TEST_THROUGH_PGBOUNCER'] === 'on') return urlOf('TEST_POOLER_URL', name);
  const url = new URL(urlOf('TEST_DATABASE_URL', name));
  // an empty one is the gateway's to migrate
  if (template === 'migrated') url.username = url.password = environment('TEST_DATABASE_USER');
  return url.href;
}

/** Through PgBouncer in transaction mode, which only tests in test/servers have. */
export const pooledUrlOf = ({ url }: TestDatabase): string =>
  urlOf('TEST_POOLER_URL', new URL(url).pathname.slice(1));

function urlOf(server: string, database: string): string {
  const url = new URL(environment(server));
  url.pathname = `/${database}`;
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
