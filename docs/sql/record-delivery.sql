/* record-delivery */
UPDATE webhook_deliveries
SET
  attempts = attempts - $1,
  next_attempt_at = now() + make_interval(secs => $2::float8 / 1000),
  last_status = $3,
  last_response = $4,
  last_error = $5,
  last_duration_ms = $6
WHERE
  seq = $7
  AND fence = $8
  AND status = 'pending'
RETURNING
  webhook_id
