import { setTimeout as sleep } from 'node:timers/promises';
import { checkDatabase } from './check-database.js';
import { type DatabaseUrls, openClient, type OpenedClient } from './connection.js';
import { DATABASE_TROUBLE_WORDS, databaseTrouble, isPassing } from './database-trouble.js';
import { applyMigrations, isMigrated, pendingMigrations } from './migrations.js';
import { SessionError } from './session.js';
import { tellWhile } from './tell-while.js';

type Variable = 'DATABASE_URL' | 'DATABASE_DIRECT_URL';

/** The program cannot start on this database: one line for the operator, without any value. */
export class UnusableDatabaseError extends Error {
  override readonly name = 'UnusableDatabaseError';
}

/** Servers that are started together with us take their time. */
const REACH_WITHIN_MS = 60_000;
const TRY_EVERY_MS = 500;

export interface DatabaseSettings extends DatabaseUrls {
  /** False where another database user migrates: then a database that lacks a migration is refused. */
  readonly migrateOnStart: boolean;
}

/**
 * Waits for the database, refuses one that the program would do harm on or could not work with, and migrates it. Returns
 * the migrations that were applied.
 */
export async function prepareDatabase(
  { databaseUrl, databaseDirectUrl, migrateOnStart }: DatabaseSettings,
  migrationsDir: string,
  log: (message: string) => void,
): Promise<string[]> {
  if (!migrateOnStart) {
    await check(databaseUrl, 'DATABASE_URL', log, ({ client }) => demandMigrations(client, migrationsDir));
    return [];
  }
  if (databaseDirectUrl === undefined) {
    await check(databaseUrl, 'DATABASE_URL', log);
    return applyMigrations(databaseUrl, migrationsDir, log);
  }
  await check(databaseDirectUrl, 'DATABASE_DIRECT_URL', log);
  const applied = await applyMigrations(databaseDirectUrl, migrationsDir, log);
  await check(databaseUrl, 'DATABASE_URL', log, async ({ client }) => {
    if (!(await isMigrated(client, migrationsDir))) {
      throw new UnusableDatabaseError('DATABASE_URL and DATABASE_DIRECT_URL lead to different databases');
    }
  });
  return applied;
}

async function demandMigrations(client: OpenedClient['client'], migrationsDir: string): Promise<void> {
  const pending = await pendingMigrations(client, migrationsDir);
  if (pending.length === 0) return;
  throw new UnusableDatabaseError(
    `DATABASE_URL: the database lacks ${pending.length} of this version's migrations, and MIGRATE_ON_START is false: ` +
      'run sectigo-gateway migrate as the user who owns the tables',
  );
}

async function check(
  url: string,
  variable: Variable,
  log: (message: string) => void,
  further: (opened: OpenedClient) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const opened = await reach(url, variable, log);
  try {
    const { fault, warnings } = await checkDatabase(opened.client, url);
    for (const warning of warnings) log(`${variable}: ${warning}`);
    if (fault !== undefined) throw new UnusableDatabaseError(`${variable}: ${fault}`);
    await further(opened);
  } finally {
    await opened.client.end();
  }
}

/** Waits for trouble that may pass; reports at once what an operator must change. */
async function reach(url: string, variable: Variable, log: (message: string) => void): Promise<OpenedClient> {
  const deadline = Date.now() + REACH_WITHIN_MS;
  let latest: unknown;
  const reachBy = async (): Promise<OpenedClient> => {
    for (;;) {
      try {
        return await openClient(url, 'sectigo-gateway-start');
      } catch (error) {
        latest = error;
        if (!isPassing(databaseTrouble(error)) || Date.now() > deadline) throw refusal(variable, error);
        await sleep(TRY_EVERY_MS);
      }
    }
  };
  return tellWhile(log, () => `waiting for the database of ${variable}: ${inWords(latest)}`, reachBy());
}

const refusal = (variable: Variable, cause: unknown): UnusableDatabaseError =>
  new UnusableDatabaseError(`${variable}: ${inWords(cause)}`, { cause });

function inWords(error: unknown): string {
  if (error instanceof SessionError) return error.message;
  const { code } = (error ?? {}) as { readonly code?: unknown };
  const words = DATABASE_TROUBLE_WORDS[databaseTrouble(error)];
  return typeof code === 'string' ? `${words} (${code})` : words;
}
