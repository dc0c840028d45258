import { type ClientBase, type QueryConfig } from 'pg';

/**
 * A connection on which the program would read or write something else than it means. Nothing was done on it; its
 * SQLSTATE is that of a connection that failed.
 */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  readonly code = '08006';
}

/** A pooler took the connection, but has no server for it. */
export class NoSessionError extends Error {
  override readonly name = 'NoSessionError';
  readonly code = '08001';
}

interface Setting {
  readonly name: string;
  /** The value to set, as SQL; some values of the server are kept. */
  readonly wanted: string;
  /** PgBouncer tracks it per client. Others would stay set for the next user of that server connection. */
  readonly keptByPoolers?: true;
  /** What the program cannot do without; the rest is for sessions that look the same everywhere. */
  readonly vital?: true;
}

const ISOLATION = 'default_transaction_isolation';
const SEARCH_PATH = 'search_path';

/** Databases and roles bring settings of their own, and initdb takes the time zone of the host. */
const SETTINGS: readonly Setting[] = [
  // Prisma writes and reads times without their zone, in this form
  { name: 'TimeZone', wanted: `'UTC'`, keptByPoolers: true, vital: true },
  { name: 'DateStyle', wanted: `'ISO, MDY'`, keptByPoolers: true, vital: true },
  { name: 'client_encoding', wanted: `'UTF8'`, keptByPoolers: true, vital: true },
  { name: 'standard_conforming_strings', wanted: `'on'`, keptByPoolers: true, vital: true },
  // a statement that waited for another one goes on with what that one wrote
  { name: ISOLATION, wanted: `'read committed'`, vital: true },
  // an order that was answered with 202, or is about to be sent, must survive a crash
  {
    name: 'synchronous_commit',
    wanted: `CASE pg_catalog.current_setting('synchronous_commit') WHEN 'off' THEN 'on'
             ELSE pg_catalog.current_setting('synchronous_commit') END`,
  },
  { name: 'IntervalStyle', wanted: `'postgres'` },
  { name: 'bytea_output', wanted: `'hex'` },
  { name: 'extra_float_digits', wanted: `'1'` },
];

const PIN_WITHIN_MS = 5_000;

interface PinnedRow {
  readonly name: string;
  readonly wanted: string;
  readonly held: string;
  readonly direct: boolean;
  readonly schema: string | null;
}

/** How a connection reached Postgres: `pooled` means that statements may run in sessions of others. */
export type Session = 'direct' | 'pooled';

/**
 * Gives a new connection the program's settings, whatever those of the database, role or host. A
 * pooler is recognised by the process id it reports; there, settings that it does not track are only checked.
 */
export async function pinSession(client: ClientBase, schema: string): Promise<Session> {
  // a pooler takes connections even while it has no server; the types do not know this limit of the driver
  const query: QueryConfig & { query_timeout: number } = {
    text: pinStatement(client, schema),
    query_timeout: PIN_WITHIN_MS,
  };
  const { rows } = await client.query<PinnedRow>(query).catch((cause: unknown) => {
    throw isDriverTimeout(cause) ? new NoSessionError('no session in time', { cause }) : cause;
  });
  const session = rows.every(({ direct }) => direct) ? 'direct' : 'pooled';
  const wrong = rows.filter((row) => isVital(row.name) && !holds(row, schema));
  if (wrong.length > 0) throw new SessionError(refusal(wrong));
  return session;
}

/** One round trip. The functions are named in full: the search path is not ours yet. */
function pinStatement(client: ClientBase, schema: string): string {
  const { processID } = client as ClientBase & { readonly processID: number | null };
  const path = { name: SEARCH_PATH, wanted: client.escapeLiteral(client.escapeIdentifier(schema)) };
  const values = [...SETTINGS, path].map(
    ({ name, wanted, keptByPoolers }: Setting) => `('${name}', ${wanted}, ${keptByPoolers === true})`,
  );
  return `SELECT name, wanted, direct, pg_catalog.current_schema()::text AS schema,
      CASE WHEN direct OR kept THEN pg_catalog.set_config(name, wanted, false)
           ELSE pg_catalog.current_setting(name) END AS held
    FROM (VALUES ${values.join(', ')}) AS setting (name, wanted, kept),
         (SELECT pg_catalog.pg_backend_pid() = ${processID ?? 0} AS direct) AS line`;
}

const VITAL: ReadonlySet<string> = new Set([
  SEARCH_PATH,
  ...SETTINGS.filter(({ vital }) => vital === true).map(({ name }) => name),
]);
const isVital = (name: string): boolean => VITAL.has(name);

/** Any search path will do that leads to our tables first. */
function holds({ name, wanted, held, direct, schema: first }: PinnedRow, schema: string): boolean {
  return name === SEARCH_PATH && !direct ? first === schema : held === wanted;
}

function refusal(wrong: readonly PinnedRow[]): string {
  const names = wrong.map(({ name }) => name).join(', ');
  const remedies = wrong.map(({ name, wanted }) => {
    const value = name === SEARCH_PATH ? wanted : `'${wanted}'`;
    return `ALTER ROLE CURRENT_USER IN DATABASE … SET ${name} = ${value}`;
  });
  return `the pooler that DATABASE_URL leads through gives sessions with another ${names}, and keeps no such setting for its clients: ${remedies.join('; ')}, then RECONNECT the pooler`;
}

const isDriverTimeout = (error: unknown): boolean => (error as Error).message === 'Query read timeout';
