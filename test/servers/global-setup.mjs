import startServers from '../global-setup.mjs';
import { PREPARES, startPgBouncer } from './pgbouncer.mjs';

/** What all tests have, and a PgBouncer in transaction mode before Postgres: TEST_POOLER_URL, TEST_POOLER_PREPARES. */
export default async function globalSetup() {
  await startServers();
  globalThis.pgBouncer = await startPgBouncer(process.env.TEST_DATABASE_URL);
  process.env.TEST_POOLER_URL = globalThis.pgBouncer.url;
  process.env.TEST_POOLER_PREPARES = PREPARES ? 'on' : 'auto';
}
