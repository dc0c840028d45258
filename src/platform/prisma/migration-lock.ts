import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { MigrationError } from './migration-files.js';
import { tellWhile } from './tell-while.js';

/**
 * The advisory lock that Prisma's own engine takes, so that this runner and `prisma migrate deploy` exclude each other.
 * Ours ends with its transaction: a session's lock would stay behind in the session of a pooler.
 */
const LOCK_ID = 72_707_369;
/** Another process may be making an index of a large table. */
const LOCK_WITHIN_MS = 300_000;
const TRY_LOCK_EVERY_MS = 250;

/** Within the transaction under way. */
export async function lockMigrations(client: pg.Client, log: (message: string) => void): Promise<void> {
  const sentence = 'waiting for another process to finish its migrations';
  const deadline = Date.now() + LOCK_WITHIN_MS;
  const locked = async (): Promise<boolean> => {
    const { rows } = await client.query<{ locked: boolean }>(
      `SELECT pg_try_advisory_xact_lock(${LOCK_ID}) AS locked`,
    );
    return rows[0]?.locked === true;
  };
  if (await locked()) return;
  log(sentence);
  const wait = async (): Promise<void> => {
    while (!(await locked())) {
      if (Date.now() > deadline) throw new MigrationError(await lockHeld(client));
      await sleep(TRY_LOCK_EVERY_MS);
    }
  };
  await tellWhile(log, () => sentence, wait());
}

async function lockHeld(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = ${LOCK_ID} AND granted
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  const pids = rows.map(({ pid }) => pid).join(', ');
  return (
    `Another session has held the lock of the migrations for ${LOCK_WITHIN_MS / 60_000} minutes (server process ${pids}). ` +
    `If no gateway is migrating, end it: SELECT pg_terminate_backend(…)`
  );
}
