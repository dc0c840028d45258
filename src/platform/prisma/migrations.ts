import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openClient, schemaOf } from './connection.js';
import { type Migration, MigrationError, migrationNames, readMigrations } from './migration-files.js';
import { lockMigrations } from './migration-lock.js';
import { tellWhile } from './tell-while.js';

export type MigrationLog = (message: string) => void;

interface MigrationRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

/** A fresh database takes dozens of migrations, none of which takes long. */
const WORTH_A_LINE_MS = 1_000;

const UNDEFINED_TABLE = '42P01';

/** Requests wait behind a migration that waits for a table lock, so it waits only this long. */
const BEGIN = `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
  SET LOCAL lock_timeout = '60s'`;

/** Nothing is wrong with the migration: the same may succeed at the next start. */
const PASSING_SQLSTATE = /^(?:40|53|55|57|58)/;

/** Column for column the table that Prisma's engine makes. */
const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

const SELECT_ROWS = `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
  FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`;

const INSERT_FAILED = `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, logs) VALUES ($1, $2, $3, $4)`;

/**
 * Brings the database up to the files in `migrationsDir` and returns the names it applied. It reads and writes the same
 * record as `prisma migrate deploy`, without needing Prisma's CLI; any number of processes may call it at once.
 */
export async function applyMigrations(
  url: string,
  migrationsDir: string,
  log: MigrationLog = () => undefined,
): Promise<string[]> {
  const migrations = await readMigrations(migrationsDir);
  const { client } = await openClient(url, 'sectigo-gateway-migrations');
  try {
    if (unapplied(migrations, await recordedRows(client)).length === 0) return [];
    const applied: string[] = [];
    for (;;) {
      const startedAt = performance.now();
      const name = await applyNext(client, schemaOf(url), migrations, log);
      if (name === undefined) return applied;
      if (performance.now() - startedAt > WORTH_A_LINE_MS) log(`applied migration ${name}`);
      applied.push(name);
    }
  } finally {
    await client.end();
  }
}

/** The migrations in `migrationsDir` that this database has not finished: one short query, fit for a readiness check. */
export async function pendingMigrations(
  database: Pick<pg.Pool, 'query'>,
  migrationsDir: string,
): Promise<string[]> {
  const names = await migrationNames(migrationsDir);
  const finished = await finishedNames(database);
  return names.filter((name) => !finished.has(name));
}

export async function isMigrated(database: Pick<pg.Pool, 'query'>, migrationsDir: string): Promise<boolean> {
  return (await pendingMigrations(database, migrationsDir)).length === 0;
}

async function finishedNames(database: Pick<pg.Pool, 'query'>): Promise<Set<string>> {
  const rows = await recordedRows(database);
  return new Set(rows.filter(({ finished }) => finished).map((row) => row.migration_name));
}

async function recordedRows(database: Pick<pg.Pool, 'query'>): Promise<MigrationRow[]> {
  try {
    return (await database.query<MigrationRow>(SELECT_ROWS)).rows;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE) return [];
    throw error;
  }
}

/** One migration, its record and the lock are one transaction; a process killed half-way leaves nothing. */
async function applyNext(
  client: pg.Client,
  schema: string,
  migrations: readonly Migration[],
  log: MigrationLog,
): Promise<string | undefined> {
  await client.query(BEGIN);
  await lockMigrations(client, log);
  await enterSchema(client, schema);
  await client.query(CREATE_TABLE);
  const [next] = unapplied(migrations, await recordedRows(client));
  if (next !== undefined) await tellWhile(log, () => `applying migration ${next.name}`, apply(client, next));
  await client.query('COMMIT');
  return next?.name;
}

/** The operators of an extension may live in another schema than our tables, such as that of another gateway. */
const ENTER_SCHEMA = `SELECT set_config('search_path', concat_ws(', ', quote_ident($1), (
    SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
    WHERE extname = 'pg_trgm' AND nspname <> $1)), true)`;

/** For the transaction under way. IF NOT EXISTS would ask for the right to make schemas even where there is nothing to make. */
async function enterSchema(client: pg.Client, schema: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
  if (rowCount === 0) await client.query(`CREATE SCHEMA ${client.escapeIdentifier(schema)}`);
  await client.query(ENTER_SCHEMA, [schema]);
}

/** A row without a file is fine: a newer version of the gateway may share this database during a rolling deployment. */
function unapplied(migrations: readonly Migration[], rows: readonly MigrationRow[]): Migration[] {
  const failed = rows.find(({ finished }) => !finished);
  if (failed !== undefined) throw new MigrationError(earlierFailure(failed.migration_name));
  const checksums = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  const modified = migrations.filter(({ name, checksum }) => (checksums.get(name) ?? checksum) !== checksum);
  if (modified.length > 0) throw new MigrationError(modification(modified.map(({ name }) => name)));
  return migrations.filter(({ name }) => !checksums.has(name));
}

function earlierFailure(name: string): string {
  return (
    `Migration ${name} failed earlier on this database, so no migration is applied. See the "logs" column of ` +
    `_prisma_migrations for the cause, undo what it left behind, then run: npx prisma migrate resolve --rolled-back ${name}`
  );
}

function modification(names: readonly string[]): string {
  return (
    `Modified after it was applied to this database: ${names.join(', ')}. ` +
    `Restore the file as it was and put the change into a new migration.`
  );
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const id = randomUUID();
  const values = [id, migration.checksum, migration.name]
    .map((value) => client.escapeLiteral(value))
    .join(', ');
  try {
    await client.query(
      `SAVEPOINT migration; INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES (${values});${migration.sql}\n;` +
        `UPDATE "_prisma_migrations" SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = '${id}'`,
    );
  } catch (cause) {
    const reason = describe(cause);
    if (isFaultOfMigration(cause)) await recordFailure(client, migration, reason);
    throw new MigrationError(`Migration ${migration.name} failed: ${reason}`, { cause });
  }
}

/** FATAL ends the session: no record can be written, and none is needed, because nothing was committed. */
function isFaultOfMigration(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError &&
    error.severity === 'ERROR' &&
    !PASSING_SQLSTATE.test(error.code ?? '')
  );
}

/** Under the same lock, so that no other process tries the migration before it is known to fail. */
async function recordFailure(client: pg.Client, migration: Migration, reason: string): Promise<void> {
  await client.query('ROLLBACK TO SAVEPOINT migration');
  await client.query(INSERT_FAILED, [randomUUID(), migration.checksum, migration.name, reason]);
  await client.query('COMMIT');
}

function describe(error: unknown): string {
  if (!(error instanceof pg.DatabaseError)) return error instanceof Error ? error.message : String(error);
  const detail = error.detail === undefined ? '' : ` (${error.detail})`;
  return `${error.message}${detail} [SQLSTATE ${error.code ?? 'unknown'}]`;
}
