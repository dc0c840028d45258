import fs from 'node:fs';
import { Redis } from 'ioredis';
import pg from 'pg';

/** Stops what the setup started, and leaves nothing of this run behind on servers that were there before. */
export default async function globalTeardown() {
  if (process.env.DATABASE_URL !== undefined) await dropDatabases(process.env.DATABASE_URL);
  if (process.env.REDIS_URL !== undefined) await deleteKeys(process.env.REDIS_URL);
  await stopServers(globalThis.testServers);
}

/** Ends the servers that the setup started itself, and removes their files. */
export async function stopServers({ dataDir, started }) {
  for (const server of started) await server.stop();
  fs.rmSync(dataDir, { recursive: true });
}

async function dropDatabases(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [
    `test_${process.env.TEST_RUN_ID}_`,
  ]);
  for (const { datname } of rows) await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
  await client.query(`DROP ROLE IF EXISTS "${process.env.TEST_DATABASE_USER}"`);
  await client.end();
}

async function deleteKeys(redisUrl) {
  const client = new Redis(redisUrl);
  for await (const keys of client.scanStream({ match: `test-${process.env.TEST_RUN_ID}-*`, count: 1000 })) {
    if (keys.length > 0) await client.unlink(keys);
  }
  await client.quit();
}
