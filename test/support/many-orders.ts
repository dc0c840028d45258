import pg from 'pg';
import { newId } from '../../src/shared/ids.js';

/** Puts placed orders into the database as they are, without placing them; gives their ids, newest first. */
export async function insertOrders(url: string, clientId: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId('ord'));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO orders (id, client_id, status, idempotency_key, request_digest, certificate_digest, reference, test,
                           certificate_type, organization_name, details, sectigo_order_number, cost, placed_at)
       SELECT id, $2, 'placed', id, '', '', 'R' || n, false, 'organization', 'Company, ' || n, '{}', 4000000 + n, 210, now()
       FROM unnest($1::text[]) WITH ORDINALITY AS given(id, n)`,
      [ids, clientId],
    );
  } finally {
    await client.end();
  }
  return ids.reverse();
}
