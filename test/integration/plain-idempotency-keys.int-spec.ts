import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type pg from 'pg';
import { readIdempotencyKey } from '../../src/orders/domain/idempotency-key.js';
import { insertQueuedOrders } from '../factories/queued-orders.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';
import { poolOf } from '../support/pool.js';

const MIGRATION = path.resolve('prisma/migrations/20261128000100_plain_idempotency_keys/migration.sql');

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createDatabase();
  pool = poolOf(database.url);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

it('keys that were kept with their quotes are found as they are read now', async () => {
  const given = ['"abc"', String.raw`"a\"b\\c"`, 'plain', 'a"b"', '"open', '""', '"a"b"', '"taken"', 'taken'];
  const ids = await insertQueuedOrders(pool, given.length);
  const rename =
    'UPDATE orders SET idempotency_key = key FROM unnest($1::text[], $2::text[]) AS new (id, key)';
  await pool.query(`${rename} WHERE orders.id = new.id`, [ids, given]);

  await pool.query(readFileSync(MIGRATION, 'utf8'));

  const [first = '', second = '', ...others] = given;
  const { rows } = await pool.query<{ id: string; key: string }>(
    'SELECT id, idempotency_key AS key FROM orders',
  );
  const kept = ids.map((id) => rows.find((row) => row.id === id)?.key);
  expect(kept).toEqual([readIdempotencyKey(first), readIdempotencyKey(second), ...others]);
  expect(kept.slice(0, 2)).toEqual(['abc', String.raw`a"b\c`]);
});
