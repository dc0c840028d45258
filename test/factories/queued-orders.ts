import { randomUUID } from 'node:crypto';
import type pg from 'pg';

const OPERATOR = 'cli_00000000000000000000000000';

/** Orders as accepting them leaves them, for tests below HTTP; returns their ids. A client that is not there is made. */
export async function insertQueuedOrders(
  database: pg.Pool,
  count: number,
  clientId = OPERATOR,
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => `ord_${randomUUID()}`);
  await database.query('INSERT INTO clients (id, name) VALUES ($1, $1) ON CONFLICT DO NOTHING', [clientId]);
  await database.query(
    `INSERT INTO orders (id, client_id, status, idempotency_key, request_digest, certificate_digest, test,
                         certificate_type, organization_name, details, next_attempt_at)
     SELECT id, $2, 'queued', id, id, id, false, 'organization', 'Company', '{}', now() FROM unnest($1::text[]) AS id`,
    [ids, clientId],
  );
  return ids;
}
