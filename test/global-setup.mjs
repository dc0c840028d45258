import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../packages/dev/dist/embedded/embedded-postgres.js';
import { startEmbeddedRedis } from '../packages/dev/dist/embedded/embedded-redis.js';
import { grantUse } from '../dist/platform/prisma/grant-use.js';
import { applyMigrations } from '../dist/platform/prisma/migrations.js';
import { stopServers } from './global-teardown.mjs';

const MIGRATIONS_DIR = path.resolve('prisma/migrations');
/** Tests need no database that survives a power cut. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  max_wal_size: '256MB',
};
/** Each test file makes a database and drops it: thousands of files, which a disk's file system takes long over. */
const IN_MEMORY = '/dev/shm';
const NEEDED_BYTES = 2 ** 31;

/**
 * One Postgres and one Redis for the whole run: those of DATABASE_URL and REDIS_URL when given, else our own (with
 * TEST_REDIS=js the JavaScript one). test/support/servers.ts hands them out to the test files.
 */
export default async function globalSetup() {
  for (const folder of ['.', 'packages/simulator']) refuseStaleBuild(folder);
  const dataDir = fs.mkdtempSync(path.join(hasRoom(IN_MEMORY) ? IN_MEMORY : os.tmpdir(), 'gateway-test-'));
  // Run as root, Postgres runs as another user, who must be able to enter.
  fs.chmodSync(dataDir, 0o755);
  globalThis.testServers = { dataDir, started: [] };
  try {
    Object.assign(process.env, await startServers(globalThis.testServers));
  } catch (error) {
    // Jest runs no teardown after a setup that failed.
    await stopServers(globalThis.testServers);
    throw error;
  }
}

function hasRoom(folder) {
  if (!fs.existsSync(folder)) return false;
  const { bavail, bsize } = fs.statfsSync(folder);
  return bavail * bsize >= NEEDED_BYTES;
}

/** Tests run what is built, and so must a change to the sources be. */
function refuseStaleBuild(folder) {
  const builtAt =
    fs.statSync(path.join(folder, 'dist/.tsbuildinfo'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newer = fs
    .readdirSync(path.join(folder, 'src'), { recursive: true })
    .filter((file) => /(?<!spec)\.ts$/.test(file) && !file.includes('generated'))
    .find((file) => fs.statSync(path.join(folder, 'src', file)).mtimeMs > builtAt);
  if (newer) throw new Error(`${path.join(folder, 'src', newer)} is newer than dist/: npm run build`);
}

async function startServers({ dataDir, started }) {
  const keep = (server) => {
    started.push(server);
    return server.url;
  };
  const runId = randomUUID().slice(0, 8);
  const databaseUrl =
    process.env.DATABASE_URL ?? keep(await startEmbeddedPostgres(dataDir, { settings: SETTINGS }));
  const kinds = process.env.TEST_REDIS === 'js' ? { kinds: ['js-redis-server'] } : {};
  const redisUrl = process.env.REDIS_URL ?? keep(await startEmbeddedRedis(dataDir, kinds));
  return {
    TEST_RUN_ID: runId,
    TEST_DATABASE_URL: databaseUrl,
    TEST_REDIS_URL: redisUrl,
    TEST_DATABASE_USER: `test_${runId}_gateway`,
    TEST_DATABASE_TEMPLATE: await createTemplate(databaseUrl, runId),
  };
}

/**
 * Copying a migrated database is much quicker than migrating one for each test file. The gateways of the tests are not its
 * owner: they may use the tables, as `sectigo-gateway migrate --grant` lets them.
 */
async function createTemplate(databaseUrl, runId) {
  const [name, user] = [`test_${runId}_template`, `test_${runId}_gateway`];
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`CREATE DATABASE "${name}"`);
  await client.query(`CREATE ROLE "${user}" LOGIN PASSWORD '${user}'`);
  await client.end();
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  await applyMigrations(url.href, MIGRATIONS_DIR);
  await grantUse(url.href, user);
  return name;
}
