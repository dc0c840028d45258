import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createDatabase, type TestDatabase } from '../support/servers.js';

/** `orders_ending_idx (migrations only): one.query.ts read; another.repository.ts find, list` */
const COMMENT = /\/\/ (\w+)(?: \(migrations only\))?: (\S+\.ts \w+(?:, \w+)*(?:; \S+\.ts \w+(?:, \w+)*)*)$/gm;
const CONTINUATION = /\n *\/\/ {3}/g;

describe('the comments of the Prisma schema', () => {
  const schema = readFileSync('prisma/schema.prisma', 'utf8').replace(CONTINUATION, ' ');
  const comments = [...schema.matchAll(COMMENT)].map(([, index = '', queries = '']) => ({ index, queries }));
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('say of each index, but of primary keys, which queries need it', async () => {
    const { rows } = await client.query<{ index: string }>(
      `SELECT relname AS index FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
       WHERE relnamespace = current_schema()::regnamespace AND NOT indisprimary`,
    );

    expect(comments.map(({ index }) => index).sort()).toEqual(rows.map(({ index }) => index).sort());
  });

  it('name functions that there are', () => {
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' });
    const textOf = (name: string): string => {
      const file = sources.find((source) => path.basename(source) === name);
      return file === undefined ? '' : readFileSync(path.join('src', file), 'utf8');
    };
    const absent = comments.flatMap(({ queries }) =>
      queries.split('; ').filter((query) => {
        const [file = '', ...functions] = query.split(/,? /);
        return functions.some((name) => !textOf(file).includes(`${name}(`));
      }),
    );
    expect(absent).toEqual([]);
  });
});
