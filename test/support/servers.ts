import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of the caller's own: a copy of the migrated template, or an empty one. Takes some 50 ms. */
export async function createDatabase(template: 'migrated' | 'empty' = 'migrated'): Promise<TestDatabase> {
  const name = `test_${environment('TEST_RUN_ID')}_${randomUUID().slice(0, 8)}`;
  const source = template === 'empty' ? 'template1' : environment('TEST_DATABASE_TEMPLATE');
  await execute(`CREATE DATABASE "${name}" TEMPLATE "${source}"`);
  const url = new URL(environment('TEST_DATABASE_URL'));
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`) };
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
