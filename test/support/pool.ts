import pg from 'pg';

/** Connections to a database of a test's own, which may be dropped while they are still closing: that ends no test run. */
export function poolOf(connectionString: string, max?: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, ...(max !== undefined && { max }) });
  pool.on('error', () => undefined);
  return pool;
}
