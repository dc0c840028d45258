import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Prisma } from '../../src/platform/prisma/generated/client.js';
import { PrismaService } from '../../src/platform/prisma/prisma.service.js';
import { isRefusedStatement, isStorageFault } from '../../src/platform/prisma/storage-fault.js';
import { createDatabase, type TestDatabase } from '../support/servers.js';

const ANSWERS_WITHIN_MS = 200;

describe("a statement of an order's way", () => {
  let database: TestDatabase;
  let prisma: PrismaService;
  beforeAll(async () => {
    database = await createDatabase();
    prisma = new PrismaService(database.url, 1, { answersWithinMs: ANSWERS_WITHIN_MS });
  });
  afterAll(async () => {
    await prisma.onApplicationShutdown();
    await database.drop();
  });

  const failureOf = (sql: Prisma.Sql): Promise<unknown> =>
    prisma.query(sql).then(
      () => 'an answer',
      (error: unknown) => error,
    );

  it('that nobody answers is given up, with its connection, and nobody knows what it did', async () => {
    const failure = await failureOf(Prisma.sql`SELECT pg_sleep(60)::text`);
    expect(isStorageFault(failure)).toBe(true);
    expect(isRefusedStatement(failure)).toBe(false);
    expect(await prisma.query(Prisma.sql`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
  });

  it('that Postgres refuses has done nothing', async () => {
    const failure = await failureOf(Prisma.sql`SELECT 1 / 0`);
    expect(isStorageFault(failure)).toBe(false);
    expect(isRefusedStatement(failure)).toBe(true);
  });
});
