/* record-outcome */
WITH
  settled AS (
    UPDATE orders
    SET
      status = 'placed',
      version = orders.version + 1,
      updated_at = greatest(orders.updated_at, now()),
      lease_expires_at = NULL,
      problem = NULL,
      placed_at = now(),
      sectigo_order_number = $1,
      certificate_id = $2,
      certificate_state = $3,
      cost = $4::numeric,
      payment_outstanding = $5
    WHERE
      id = $6
      AND fence = $7
      AND orders.status IN ('submitting', 'outcome-unknown')
    RETURNING
      id,
      client_id,
      version,
      status,
      problem
  ),
  freed AS (
    UPDATE submission_slots AS slot
    SET
      order_id = NULL,
      fence = NULL,
      until = NULL
    WHERE
      order_id = $8
      AND fence = $9
    RETURNING
      n
  ),
  attempt AS (
    UPDATE attempts
    SET
      finished_at = now(),
      outcome = $10,
      reason = $11,
      http_status = $12,
      sectigo_code = $13,
      sectigo_message = $14,
      request_digest = $15,
      reply_digest = $16,
      raw_reply = $17,
      raw_reply_framed = $18,
      duration_ms = $19
    WHERE
      order_id = $20
      AND fence = $21
  ),
  gate AS (
    UPDATE submission_gate
    SET
      unreachable_in_a_row = 0,
      slowed_by = nullif(slowed_by, 'breaker'),
      not_before = CASE
        WHEN slowed_by = 'breaker' THEN NULL
        ELSE not_before
      END
    WHERE
      unreachable_in_a_row > 0
      AND (
        SELECT
          count(*)
        FROM
          freed
      ) >= 0
  ),
  event AS (
    INSERT INTO
      events (order_id, client_id, type, version, data)
    SELECT
      id,
      client_id,
      $22,
      version,
      jsonb_strip_nulls(jsonb_build_object('status', status, 'problem', problem ->> 'code', 'note', $23::text))
    FROM
      settled
  )
SELECT
  version,
  EXISTS (
    SELECT
    FROM
      submission_gate
    WHERE
      closed_at IS NOT NULL
      AND probe_order_id = settled.id
  ) AS "isProbe",
  CASE
    WHEN status <> 'queued' THEN pg_notify ($24, id)::text
  END
FROM
  settled
