import pg from 'pg';
import { pinSession, type Session } from './session.js';

/** How long to wait for a connection before storage counts as not available. */
const CONNECT_WITHIN_MS = 5_000;

const DEFAULT_SCHEMA = 'public';

/** How to reach the database: through a pooler it may be, with a way around it. */
export interface DatabaseUrls {
  readonly databaseUrl: string;
  readonly databaseDirectUrl?: string;
}

/** The schema that a database's URL names, in Prisma's way of saying it. */
export function schemaOf(url: string): string {
  return namedSchemaOf(url) ?? DEFAULT_SCHEMA;
}

/** Not with `URL`, which does not take every form that Postgres' clients take. */
export function namedSchemaOf(url: string): string | undefined {
  const named = new URLSearchParams(/\?(.*)$/.exec(url)?.[1]).get('schema');
  return named === null || named === '' ? undefined : named;
}

interface Options {
  readonly connectionString: string;
  readonly connectionTimeoutMillis: number;
  readonly application_name: string;
  readonly keepAlive: true;
}

function optionsFor(url: string, name: string): Options {
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    application_name: name,
    // a host that vanished says nothing: the system finds out, in time
    keepAlive: true,
  };
}

/** A pool whose connections all have the settings that the program relies on; `onSession` learns of each new one. */
export function openPool(url: string, size: number, onSession: (session: Session) => void): pg.Pool {
  const schema = schemaOf(url);
  const pool = new pg.Pool({
    ...optionsFor(url, 'sectigo-gateway'),
    max: size,
    // typed as if nobody waited for it, but the pool does
    onConnect: (client) => pinSession(client, schema).then(onSession) as unknown as void,
  });
  // an idle connection that breaks must not end the process: the next query opens another
  pool.on('error', () => undefined);
  return pool;
}

export interface OpenedClient {
  readonly client: pg.Client;
  readonly session: Session;
}

/** One connection, as the pool's are. The caller ends it. */
export async function openClient(url: string, name: string): Promise<OpenedClient> {
  const client = new pg.Client(optionsFor(url, name));
  // a lost connection rejects the query under way, too; without a listener it would end the whole process
  client.on('error', () => undefined);
  try {
    await client.connect();
    return { client, session: await pinSession(client, schemaOf(url)) };
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}
