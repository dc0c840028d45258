/* claim-deliveries */
WITH
  asked AS (
    SELECT
      w.id AS webhook_id,
      count(*) AS most
    FROM
      unnest($1::text[]) AS named (id)
      JOIN webhooks w USING (id)
      JOIN clients c ON c.id = w.client_id
    WHERE
      w.disabled_at IS NULL
      AND c.disabled_at IS NULL
      AND split_part(w.secret, ':', 2) = ANY ($2::text[])
    GROUP BY
      w.id
  ),
  due AS MATERIALIZED (
    SELECT
      due.seq
    FROM
      asked,
      LATERAL (
        SELECT
          d.seq
        FROM
          webhook_deliveries d
        WHERE
          d.webhook_id = asked.webhook_id
          AND d.status = 'pending'
          AND d.next_attempt_at <= now()
        ORDER BY
          d.next_attempt_at,
          d.seq
        LIMIT
          asked.most
        FOR UPDATE
          SKIP LOCKED
      ) AS due
  ),
  claimed AS (
    UPDATE webhook_deliveries d
    SET
      attempts = attempts + 1,
      fence = fence + 1,
      last_attempt_at = now(),
      next_attempt_at = now() + make_interval(secs => $3::float8 / 1000)
    FROM
      due
    WHERE
      d.seq = due.seq
    RETURNING
      d.seq,
      d.webhook_id,
      d.event_seq,
      d.fence,
      d.attempts
  )
SELECT
  claimed.seq,
  claimed.webhook_id AS "webhookId",
  claimed.fence,
  claimed.attempts,
  url,
  secret,
  now() AS "sentAt",
  CASE
    WHEN previous_secret_until > now() THEN previous_secret
  END AS "previousSecret",
  e.seq AS "eventSeq",
  e.type,
  e.order_id AS "orderId",
  e.version,
  e.data,
  e.created_at AS "createdAt",
  o.traceparent
FROM
  claimed
  JOIN webhooks w ON w.id = claimed.webhook_id
  JOIN events e ON e.seq = claimed.event_seq
  LEFT JOIN orders o ON o.id = e.order_id
