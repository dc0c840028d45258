/** Everything that a view shows, in one statement and so at one moment. */
export const LOOK = `
  SELECT json_build_object(
    'orders', coalesce((SELECT json_agg(json_build_object(
        'id', id, 'status', status, 'version', version, 'fence', fence, 'attempts', attempts,
        'problem', problem->>'code', 'number', sectigo_order_number,
        'next', CASE
          WHEN next_attempt_at IS NOT NULL AND lease_expires_at IS NOT NULL THEN 'both'
          WHEN next_attempt_at > now() + interval '1 minute' THEN 'later'
          WHEN next_attempt_at IS NOT NULL THEN 'due'
          WHEN lease_expires_at < now() THEN 'expired'
          WHEN lease_expires_at IS NOT NULL THEN 'leased' END,
        'events', (SELECT coalesce(json_agg(concat(version, ' ', type) ORDER BY seq), '[]')
                   FROM events WHERE order_id = orders.id),
        'tries', (SELECT coalesce(json_agg(json_build_object('fence', fence, 'worker', worker, 'outcome', outcome)
                                           ORDER BY fence), '[]')
                  FROM attempts WHERE order_id = orders.id)
      ) ORDER BY id) FROM orders), '[]'),
    'gate', (SELECT json_build_object('closedBy', closed_by, 'probe', probe_order_id,
                                      'slowed', coalesce(not_before > now(), false)) FROM submission_gate)
  ) AS view`;

/** Quicker than TRUNCATE while the tables are as small as here. */
export const RESET = `
  DELETE FROM events;
  DELETE FROM attempts;
  DELETE FROM duplicate_guards;
  DELETE FROM reconciliations;
  DELETE FROM status_polls;
  DELETE FROM orders;
  DELETE FROM submission_gate;
  INSERT INTO submission_gate (id, proven_login) VALUES (1, 'abcd');
  UPDATE submission_slots SET order_id = NULL, fence = NULL, until = NULL;
  INSERT INTO clients (id, name) VALUES ('cli_0', 'a service'), ('cli_1', 'another') ON CONFLICT DO NOTHING`;

/**
 * Time as the database sees it: what is in the future is moved into the past. Not to now(), which is stored rounded to
 * milliseconds and so may be in the future for the next statement.
 */
export const TIME = {
  'lease runs out': `UPDATE orders SET lease_expires_at = now() - interval '1 hour'
    WHERE id = $1 AND lease_expires_at IS NOT NULL`,
  'pause ends': `UPDATE orders SET next_attempt_at = now() - interval '1 second'
    WHERE id = $1 AND next_attempt_at IS NOT NULL`,
  'probe interval ends': `UPDATE submission_gate SET next_probe_at = now() - interval '1 second'
    WHERE next_probe_at IS NOT NULL`,
  'slow-down ends': 'UPDATE submission_gate SET not_before = NULL',
  'a day passes': `WITH guards AS (UPDATE duplicate_guards SET ordered_at = ordered_at - interval '25 hours')
    UPDATE orders SET created_at = created_at - interval '25 hours', updated_at = updated_at - interval '25 hours'`,
} as const;
