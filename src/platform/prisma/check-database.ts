import type pg from 'pg';
import { namedSchemaOf, schemaOf } from './connection.js';

/** Of the oldest Postgres that understands every statement of ours. */
const MIN_VERSION = 14;

interface Facts {
  readonly version: number;
  readonly encoding: string;
  readonly recovering: boolean;
  readonly readOnly: string;
  readonly synchronousCommit: string;
  readonly fsync: string;
  readonly schemaExists: boolean;
  /** The schemas with tables of a gateway. */
  readonly homes: string[];
}

const SELECT_FACTS = `SELECT current_setting('server_version_num')::int / 10000 AS version,
  current_setting('server_encoding') AS encoding, pg_is_in_recovery() AS recovering,
  current_setting('transaction_read_only') AS "readOnly",
  current_setting('synchronous_commit') AS "synchronousCommit", current_setting('fsync') AS fsync,
  EXISTS (SELECT FROM pg_namespace WHERE nspname = $1) AS "schemaExists",
  ARRAY(SELECT nspname::text FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE relname = 'submission_gate' AND relkind IN ('r', 'p') ORDER BY nspname) AS homes`;

export interface Finding {
  /** In what way the gateway cannot work on this database. */
  readonly fault?: string;
  /** Warnings to log at start. */
  readonly warnings: readonly string[];
}

export async function checkDatabase(client: pg.Client, url: string): Promise<Finding> {
  const { rows } = await client.query<Facts>(SELECT_FACTS, [schemaOf(url)]);
  const [facts] = rows;
  if (facts === undefined) return { warnings: [] };
  const fault = faultOfServer(facts) ?? faultOfSchema(facts, schemaOf(url), namedSchemaOf(url));
  return { ...(fault !== undefined && { fault }), warnings: warningsOf(facts) };
}

/** Our own sessions have synchronous_commit, unless a pooler is in the way. */
export function warningsOf({
  synchronousCommit,
  fsync,
}: Pick<Facts, 'synchronousCommit' | 'fsync'>): string[] {
  const off = [
    ...(synchronousCommit === 'off' ? ['synchronous_commit'] : []),
    ...(fsync === 'off' ? ['fsync'] : []),
  ];
  return off.map(
    (setting) => `${setting} is off: a crash of Postgres may lose accepted orders, and what was bought`,
  );
}

type ServerFacts = Pick<Facts, 'version' | 'encoding' | 'recovering' | 'readOnly'>;

export function faultOfServer({ version, encoding, recovering, readOnly }: ServerFacts): string | undefined {
  if (version < MIN_VERSION) return `Postgres ${version} is too old: ${MIN_VERSION} or newer is needed`;
  if (encoding !== 'UTF8') {
    return `the database's encoding is ${encoding}: one with ENCODING 'UTF8' is needed, or names cannot be stored`;
  }
  if (recovering) return 'the server is a standby and takes no writes';
  if (readOnly === 'on') return 'the database takes no writes: default_transaction_read_only is on';
  return undefined;
}

/** New tables beside old ones would lack the earlier purchases. An empty schema may be used. */
export function faultOfSchema(
  { homes, schemaExists }: Pick<Facts, 'homes' | 'schemaExists'>,
  schema: string,
  named: string | undefined,
): string | undefined {
  const [home] = homes;
  if (home === undefined || homes.includes(schema) || (named !== undefined && schemaExists)) return undefined;
  return named === undefined
    ? `the gateway's tables are in the schema "${home}", not in "${schema}": add ?schema=${home}`
    : `the gateway's tables are in the schema "${home}"; for another gateway beside it, make its schema first`;
}
