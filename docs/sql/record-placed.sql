/* record-placed */
WITH
  asked AS MATERIALIZED (
    SELECT
      *
    FROM
      json_to_recordset($1::json) AS asked (
        order_id text,
        fence int,
        order_number text,
        certificate_id text,
        certificate_state text,
        cost numeric,
        payment_outstanding boolean,
        outcome text,
        reason text,
        http_status int,
        sectigo_code int,
        sectigo_message text,
        request_digest text,
        reply_digest text,
        raw_reply text,
        raw_reply_framed boolean,
        duration_ms int
      )
    ORDER BY
      order_id,
      fence
  ),
  own AS MATERIALIZED (
    SELECT
      asked.*
    FROM
      asked,
      LATERAL (
        SELECT
        FROM
          orders
        WHERE
          id = asked.order_id
          AND orders.fence = asked.fence
          AND orders.status IN ('submitting', 'outcome-unknown')
        FOR NO KEY UPDATE
      ) AS own
  ),
  settled AS (
    UPDATE orders
    SET
      status = 'placed',
      version = orders.version + 1,
      updated_at = greatest(orders.updated_at, now()),
      lease_expires_at = NULL,
      problem = NULL,
      placed_at = now(),
      sectigo_order_number = order_number,
      certificate_id = own.certificate_id,
      certificate_state = own.certificate_state,
      cost = own.cost,
      payment_outstanding = own.payment_outstanding
    FROM
      own
    WHERE
      id = own.order_id
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
    FROM
      asked
    WHERE
      slot.order_id = asked.order_id
      AND slot.fence = asked.fence
    RETURNING
      n
  ),
  tried AS MATERIALIZED (
    SELECT
      asked.*
    FROM
      asked,
      LATERAL (
        SELECT
        FROM
          attempts
        WHERE
          order_id = asked.order_id
          AND attempts.fence = asked.fence
        FOR NO KEY UPDATE
      ) AS tried
  ),
  attempt AS (
    UPDATE attempts
    SET
      finished_at = now(),
      outcome = tried.outcome,
      reason = tried.reason,
      http_status = tried.http_status,
      sectigo_code = tried.sectigo_code,
      sectigo_message = tried.sectigo_message,
      request_digest = tried.request_digest,
      reply_digest = tried.reply_digest,
      raw_reply = tried.raw_reply,
      raw_reply_framed = tried.raw_reply_framed,
      duration_ms = tried.duration_ms
    FROM
      tried
    WHERE
      attempts.order_id = tried.order_id
      AND attempts.fence = tried.fence
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
      $2,
      version,
      jsonb_strip_nulls(jsonb_build_object('status', status, 'problem', problem ->> 'code', 'note', $3::text))
    FROM
      settled
  )
SELECT
  id AS "orderId",
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
    WHEN status <> 'queued' THEN pg_notify ($4, id)::text
  END
FROM
  settled
