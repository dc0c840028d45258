import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';

/** Postgres needs a person's help before the gateway may start on this database. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

export type MigrationLog = (message: string) => void;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

interface MigrationRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

/** The advisory lock that Prisma's own engine takes, so that this runner and `prisma migrate deploy` exclude each other. */
const LOCK_ID = 72_707_369;
const UNDEFINED_TABLE = '42P01';

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
  connectionString: string,
  migrationsDir: string,
  log: MigrationLog = () => undefined,
): Promise<string[]> {
  const migrations = await readMigrations(migrationsDir);
  const client = new pg.Client({ connectionString });
  // A lost connection rejects the query under way, too; without a listener it would end the whole process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await lock(client, log);
    await client.query(CREATE_TABLE);
    const pending = unapplied(migrations, (await client.query<MigrationRow>(SELECT_ROWS)).rows);
    for (const migration of pending) {
      await apply(client, migration);
      log(`applied migration ${migration.name}`);
    }
    return pending.map(({ name }) => name);
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
  try {
    const { rows } = await database.query<MigrationRow>(SELECT_ROWS);
    return new Set(rows.filter(({ finished }) => finished).map((row) => row.migration_name));
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_TABLE) return new Set();
    throw error;
  }
}

async function migrationNames(migrationsDir: string): Promise<string[]> {
  const entries = await readdir(migrationsDir, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function readMigrations(migrationsDir: string): Promise<Migration[]> {
  const names = await migrationNames(migrationsDir);
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(path.join(migrationsDir, name, 'migration.sql')).catch(
        (cause: unknown) => {
          throw new MigrationError(`Migration ${name} has no readable migration.sql.`, { cause });
        },
      );
      const checksum = createHash('sha256').update(bytes).digest('hex');
      return { name, sql: bytes.toString('utf8'), checksum };
    }),
  );
}

async function lock(client: pg.Client, log: MigrationLog): Promise<void> {
  const tried = await client.query<{ locked: boolean }>(`SELECT pg_try_advisory_lock(${LOCK_ID}) AS locked`);
  if (tried.rows[0]?.locked === true) return;
  log('waiting for another process to finish its migrations');
  await client.query(`SELECT pg_advisory_lock(${LOCK_ID})`);
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

/**
 * The record and the file's statements are one simple query and so one transaction: a process killed half-way leaves
 * neither, and the next start tries again.
 */
async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const id = randomUUID();
  const values = [id, migration.checksum, migration.name]
    .map((value) => client.escapeLiteral(value))
    .join(', ');
  try {
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES (${values});${migration.sql}\n;` +
        `UPDATE "_prisma_migrations" SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = '${id}'`,
    );
  } catch (cause) {
    const reason = describe(cause);
    // FATAL ends the session: no record can be written, and none is needed, because nothing was committed.
    if (cause instanceof pg.DatabaseError && cause.severity === 'ERROR')
      await recordFailure(client, migration, reason);
    throw new MigrationError(`Migration ${migration.name} failed: ${reason}`, { cause });
  }
}

async function recordFailure(client: pg.Client, migration: Migration, reason: string): Promise<void> {
  await client.query('ROLLBACK');
  await client.query(INSERT_FAILED, [randomUUID(), migration.checksum, migration.name, reason]);
}

function describe(error: unknown): string {
  if (!(error instanceof pg.DatabaseError)) return error instanceof Error ? error.message : String(error);
  const detail = error.detail === undefined ? '' : ` (${error.detail})`;
  return `${error.message}${detail} [SQLSTATE ${error.code ?? 'unknown'}]`;
}
