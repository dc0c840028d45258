import { openClient, schemaOf } from './connection.js';

const ALL = 'SELECT, INSERT, UPDATE, DELETE';
/** The audit trail only grows, and migrations are the owner's. */
const LESS = new Map([
  ['audit_entries', 'SELECT, INSERT'],
  ['_prisma_migrations', 'SELECT'],
]);

interface Relation {
  readonly name: string;
  readonly isSequence: boolean;
}

/** What the current user owns in the schema. */
const OWNED = `SELECT relname AS name, relkind = 'S' AS "isSequence" FROM pg_class JOIN pg_roles ON pg_roles.oid = relowner
  WHERE rolname = current_user AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)
    AND relkind IN ('r', 'p', 'S')`;

/**
 * Lets a role run the gateway on the tables that the user of `ownerUrl` owns, and change nothing about them: no column, no
 * trigger, and no entry of the audit trail. What the role had on them before is taken away.
 */
export async function grantUse(ownerUrl: string, role: string): Promise<void> {
  const schema = schemaOf(ownerUrl);
  const { client } = await openClient(ownerUrl, 'sectigo-gateway-grants');
  const [inSchema, to] = [client.escapeIdentifier(schema), client.escapeIdentifier(role)];
  try {
    const { rows } = await client.query<Relation>(OWNED, [schema]);
    const grants = rows.map(({ name, isSequence }) => {
      const what = `${isSequence ? 'SEQUENCE' : 'TABLE'} ${inSchema}.${client.escapeIdentifier(name)}`;
      const rights = isSequence ? 'USAGE, SELECT' : (LESS.get(name) ?? ALL);
      return `REVOKE ALL ON ${what} FROM ${to}; GRANT ${rights} ON ${what} TO ${to}`;
    });
    // one implicit transaction
    await client.query([`GRANT USAGE ON SCHEMA ${inSchema} TO ${to}`, ...grants].join(';'));
  } finally {
    await client.end();
  }
}
