/**
 * What a year of orders leaves behind in the other tables: attempts, events in the order of their times, reads of the
 * status, pushes, certificates, revocations, searches, renewals, deliveries of webhooks and an audit trail.
 */
const STATEMENTS = [
  `INSERT INTO attempts (order_id, fence, worker, stage, started_at, finished_at, outcome, sectigo_code, duration_ms)
   SELECT id, 1, 'bench', 'sending', created_at + interval '1 second', created_at + interval '2 seconds',
     CASE status WHEN 'outcome-unknown' THEN 'unknown' ELSE status END, CASE WHEN status = 'rejected' THEN -7 END, 900
   FROM orders WHERE status NOT IN ('queued', 'cancelled') ORDER BY id`,
  `INSERT INTO events (order_id, client_id, type, version, data, created_at)
   SELECT id, client_id, type, version, data, at FROM (
     SELECT id, client_id, 'order.accepted' AS type, 1 AS version, '{"status":"queued"}'::jsonb AS data, created_at AS at FROM orders
     UNION ALL
     SELECT id, client_id, 'order.submitting', 1, '{"status":"submitting"}', created_at + interval '1 second' FROM orders WHERE attempts > 0
     UNION ALL
     SELECT id, client_id, 'order.' || status, 2, jsonb_build_object('status', status), created_at + interval '2 seconds'
     FROM orders WHERE status <> 'queued'
     UNION ALL
     SELECT id, client_id, 'certificate.issued', 3, '{"status":"placed","certificateStatus":"issued"}', issued_at
     FROM orders WHERE issued_at IS NOT NULL
     UNION ALL
     SELECT id, client_id, 'certificate.revoked', 4, '{"status":"placed","certificateStatus":"revoked"}', revoked_at
     FROM orders WHERE revoked_at < now()
   ) AS happened ORDER BY at`,
  `INSERT INTO events (client_id, type, data, created_at) SELECT id, 'webhook.disabled', '{}', now() FROM clients LIMIT 3`,
  `INSERT INTO status_polls (order_id, next_poll_at, last_poll_at, polls, silent_polls, result)
   SELECT id, CASE WHEN coalesce(certificate_status, 'pending') IN ('pending', 'awaiting-brand-validation', 'failed')
                   THEN now() + interval '1 day' * (random() - 0.02) END, now() - interval '1 day', 3, 1, 'read'
   FROM orders WHERE status = 'placed'`,
  `INSERT INTO sectigo_notifications (digest, fields, order_number, state, order_id, looks, received_at, next_look_at, settled_at)
   SELECT md5(id) || md5(client_id), '[{"name":"orderNumber","value":"1"},{"name":"status","value":"Issued"}]',
     sectigo_order_number, 'applied', id, 1, issued_at, NULL, issued_at FROM orders WHERE issued_at IS NOT NULL ORDER BY issued_at`,
  `INSERT INTO sectigo_notifications (digest, fields, order_number, state, looks, received_at, next_look_at)
   SELECT md5('unknown' || n), '[]', (9000000 + n)::text, CASE WHEN n % 10 = 0 THEN 'received' ELSE 'waiting' END, 5,
     now() - interval '1 hour', now() + interval '1 hour' * (random() - 0.2) FROM generate_series(1, 2000) n`,
  `INSERT INTO certificates (order_id, certificate_pem, chain_pem, sha256, serial_number, subject, issuer, not_before, not_after)
   SELECT id, repeat(md5(id), 8), '', md5(id) || md5(client_id), md5(id), organization_name, 'Bench CA', issued_at, expires_at
   FROM orders WHERE issued_at IS NOT NULL`,
  `INSERT INTO revocations (order_id, status, reason, reason_code, requested_by, next_attempt_at, settled_at)
   SELECT id, 'done', 'bench', 0, 'bench', NULL, revoked_at FROM orders WHERE certificate_status = 'revoked'`,
  `INSERT INTO revocations (order_id, reason, reason_code, requested_by)
   SELECT id, 'bench', 0, 'bench' FROM orders WHERE certificate_status = 'issued' ORDER BY id LIMIT 50`,
  `INSERT INTO reconciliations (order_id, next_check_at, checks, result)
   SELECT id, now() + interval '1 hour' * (random() - 0.1), 5, 'absent' FROM orders WHERE status = 'outcome-unknown'`,
  // the first order with a token whose outcome is unknown: nothing with its price was ever placed
  `UPDATE orders SET details = (details::jsonb || '{"provisioning":{"method":"token"}}')::json
   WHERE id = (SELECT min(id) FROM orders WHERE status = 'outcome-unknown' AND certificate_type = 'organization' AND NOT test)`,
  `UPDATE reconciliations SET next_check_at = now()
   WHERE order_id = (SELECT min(id) FROM orders WHERE status = 'outcome-unknown' AND certificate_type = 'organization' AND NOT test)`,
  `WITH renewed AS (
     SELECT id, lead(id, 20) OVER (PARTITION BY client_id ORDER BY id) AS next FROM orders TABLESAMPLE SYSTEM (2)
   ) UPDATE orders SET renewal_of = renewed.id FROM renewed WHERE orders.id = renewed.next`,
  `INSERT INTO webhooks (id, client_id, url, event_types, secret)
   SELECT 'whk_' || id || n, id, 'https://example.com/', '{}', 'none' FROM clients, generate_series(1, 2) n`,
  `INSERT INTO webhook_deliveries (webhook_id, event_seq, status, attempts, next_attempt_at, delivered_at)
   SELECT w.id, e.seq, CASE WHEN e.seq % 500 = 0 THEN 'pending' ELSE 'delivered' END, 1,
     CASE WHEN e.seq % 500 = 0 THEN now() + interval '1 hour' * (random() - 0.5) END, now()
   FROM (SELECT * FROM events ORDER BY seq DESC LIMIT 250000) e JOIN webhooks w USING (client_id)`,
  'UPDATE webhook_fan_out SET last_seq = (SELECT max(seq) - 500 FROM events)',
  "UPDATE clients SET spend_per_day = 1000000, orders_per_hour = 1000000 WHERE id LIKE 'cli_BENCH%1'",
];

/** Its trigger numbers and links each entry, so these are written with all triggers on. */
const AUDIT = `INSERT INTO audit_entries (actor_kind, actor_id, client_id, action, target_type, target_id)
  SELECT 'client', 'key_' || n % 200, 'cli_BENCH' || lpad((1 + n % 50)::text, 21, '0'),
    (ARRAY['order.place', 'order.place', 'order.cancel', 'order.revoke'])[1 + n % 4], 'order', 'ord_' || n
  FROM generate_series(1, $1::int) n`;

/** Fills the tables beside the orders, unless they are filled; foreign keys are not checked, which is quicker. */
export async function fillHistory(pool, auditEntries) {
  const { rows } = await pool.query('SELECT EXISTS (SELECT FROM audit_entries) AS filled');
  if (rows[0].filled) return;
  await pool.query('SET session_replication_role = replica');
  for (const statement of STATEMENTS) await pool.query(statement);
  await pool.query('SET session_replication_role = origin');
  await pool.query(AUDIT, [auditEntries]);
  await pool.query('VACUUM ANALYZE');
}
