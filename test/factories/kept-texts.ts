import type pg from 'pg';

/** Keeps a reply about the status of an order, and returns its id. */
export async function keptText(
  sql: pg.Pool,
  { orderId, text }: { readonly orderId: string; readonly text: string },
): Promise<string> {
  const { rows } = await sql.query<{ seq: string }>(
    `INSERT INTO kept_texts (digest, command, order_id, reason, http_status, text, bytes)
     VALUES ($1, '!GetDetailedOrderStatus', $1, 'unreadable', 200, $2, length($2)) RETURNING seq`,
    [orderId, text],
  );
  return `txt_${(rows[0]?.seq ?? '').padStart(19, '0')}`;
}
