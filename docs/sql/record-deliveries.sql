/* record-deliveries */
WITH
  tried AS MATERIALIZED (
    SELECT
      tried.*
    FROM
      unnest($1::bigint[], $2::int[], $3::int[], $4::text[], $5::int[]) AS tried (seq, fence, status, text, duration_ms),
      LATERAL (
        SELECT
        FROM
          webhook_deliveries d
        WHERE
          d.seq = tried.seq
          AND d.fence = tried.fence
          AND d.status = 'pending'
        FOR NO KEY UPDATE
          SKIP LOCKED
      ) AS own
  )
UPDATE webhook_deliveries d
SET
  status = 'delivered',
  next_attempt_at = NULL,
  delivered_at = now(),
  last_status = tried.status,
  last_response = tried.text,
  last_error = NULL,
  last_duration_ms = tried.duration_ms
FROM
  tried
WHERE
  d.seq = tried.seq
RETURNING
  d.seq::text
