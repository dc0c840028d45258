/* claim-order */
WITH
  ahead AS MATERIALIZED (
    SELECT
      id,
      fence + 1 AS fence
    FROM
      orders
    WHERE
      client_id > $1
      AND orders.status IN ('queued')
      AND next_attempt_at <= now() + make_interval(secs => $2::float8 / 1000)
      AND EXISTS (
        SELECT
        FROM
          submission_gate
        WHERE
          (
            closed_at IS NULL
            OR probe_order_id = NULL
          )
          AND (
            not_before IS NULL
            OR not_before <= now()
          )
      )
    ORDER BY
      client_id,
      next_attempt_at,
      id
    LIMIT
      1
    FOR NO KEY UPDATE
      SKIP LOCKED
  ),
  around AS MATERIALIZED (
    SELECT
      id,
      fence + 1 AS fence
    FROM
      orders
    WHERE
      client_id <= $3
      AND NOT EXISTS (
        SELECT
        FROM
          ahead
      )
      AND orders.status IN ('queued')
      AND next_attempt_at <= now() + make_interval(secs => $4::float8 / 1000)
      AND EXISTS (
        SELECT
        FROM
          submission_gate
        WHERE
          (
            closed_at IS NULL
            OR probe_order_id = NULL
          )
          AND (
            not_before IS NULL
            OR not_before <= now()
          )
      )
    ORDER BY
      client_id,
      next_attempt_at,
      id
    LIMIT
      1
    FOR NO KEY UPDATE
      SKIP LOCKED
  ),
  wanted AS MATERIALIZED (
    SELECT
      id,
      fence
    FROM
      ahead
    UNION ALL
    SELECT
      id,
      fence
    FROM
      around
  ),
  slot AS MATERIALIZED (
    SELECT
      n
    FROM
      submission_slots
    WHERE
      n <= $5
      AND (
        until IS NULL
        OR until <= now()
      )
      AND EXISTS (
        SELECT
        FROM
          wanted
      )
    ORDER BY
      n
    LIMIT
      1
    FOR NO KEY UPDATE
      SKIP LOCKED
  ),
  passed AS (
    UPDATE submission_gate
    SET
      trial_order_id = CASE
        WHEN (
          (proven_login = $6::text) IS NOT TRUE
          OR slowed_by IS NOT DISTINCT FROM 'breaker'
        ) THEN wanted.id
        ELSE trial_order_id
      END,
      trial_fence = CASE
        WHEN (
          (proven_login = $7::text) IS NOT TRUE
          OR slowed_by IS NOT DISTINCT FROM 'breaker'
        ) THEN wanted.fence
        ELSE trial_fence
      END,
      trial_until = CASE
        WHEN (
          (proven_login = $8::text) IS NOT TRUE
          OR slowed_by IS NOT DISTINCT FROM 'breaker'
        ) THEN now() + make_interval(secs => $9::float8 / 1000)
        ELSE trial_until
      END,
      next_send_at = CASE
        WHEN $10 THEN clock_timestamp() + make_interval(secs => $11::float8 / 1000)
      END
    FROM
      wanted,
      slot
    WHERE
      (
        closed_at IS NULL
        OR probe_order_id = wanted.id
      )
      AND (
        not_before IS NULL
        OR not_before <= now()
      )
      AND (
        $12
        OR (
          (proven_login = $13::text) IS NOT TRUE
          OR slowed_by IS NOT DISTINCT FROM 'breaker'
        )
      )
      AND (
        NOT (
          (proven_login = $14::text) IS NOT TRUE
          OR slowed_by IS NOT DISTINCT FROM 'breaker'
        )
        OR (
          trial_order_id IS NULL
          OR (greatest(trial_until, trial_wanted_until) <= now()) IS NOT FALSE
        )
      )
      AND (
        NOT $15
        OR next_send_at IS NULL
        OR next_send_at <= clock_timestamp()
      )
    RETURNING
      (
        (proven_login = $16::text) IS NOT TRUE
        OR slowed_by IS NOT DISTINCT FROM 'breaker'
      ) AS trial
  ),
  pass AS (
    SELECT
      trial
    FROM
      passed
    UNION ALL
    SELECT
      false
    FROM
      submission_gate,
      wanted,
      slot
    WHERE
      (
        closed_at IS NULL
        OR probe_order_id = wanted.id
      )
      AND (
        not_before IS NULL
        OR not_before <= now()
      )
      AND NOT $17
      AND NOT (
        (proven_login = $18::text) IS NOT TRUE
        OR slowed_by IS NOT DISTINCT FROM 'breaker'
      )
  ),
  admitted AS (
    SELECT
      wanted.id,
      wanted.fence,
      slot.n,
      1 AS turn,
      trial
    FROM
      wanted,
      slot,
      pass
  ),
  claimed AS (
    UPDATE orders
    SET
      status = 'submitting',
      version = orders.version + 1,
      updated_at = greatest(orders.updated_at, now()),
      fence = admitted.fence,
      attempts = attempts + 1,
      problem = NULL,
      next_attempt_at = NULL,
      lease_expires_at = now() + make_interval(secs => $19::float8 / 1000)
    FROM
      admitted
    WHERE
      orders.id = admitted.id
    RETURNING
      orders.id,
      client_id,
      version,
      status,
      problem,
      orders.fence,
      attempts,
      details,
      trial,
      traceparent,
      extract(
        epoch
        FROM
          now() - created_at
      )::float8 * 1000 AS age_ms,
      n,
      turn
  ),
  taken AS (
    UPDATE submission_slots
    SET
      order_id = claimed.id,
      fence = claimed.fence,
      until = now() + make_interval(secs => $20::float8 / 1000)
    FROM
      claimed
    WHERE
      submission_slots.n = claimed.n
  ),
  attempt AS (
    INSERT INTO
      attempts (order_id, fence, worker, stage)
    SELECT
      id,
      fence,
      $21,
      'claimed'
    FROM
      claimed
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
      claimed
  )
SELECT
  id AS "orderId",
  client_id AS "clientId",
  fence,
  attempts,
  details,
  trial,
  age_ms AS "ageMs",
  traceparent
FROM
  claimed
ORDER BY
  turn
