/* record-delivery */
UPDATE webhook_deliveries
SET
  status = 'delivered',
  next_attempt_at = NULL,
  delivered_at = now(),
  last_status = $1,
  last_response = $2,
  last_error = $3,
  last_duration_ms = $4
WHERE
  seq = $5
  AND fence = $6
  AND status = 'pending'
RETURNING
  webhook_id
