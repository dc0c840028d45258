/* claim-orders */
WITH RECURSIVE
  turns (lap, client_id, place) AS (
    SELECT
      lap,
      client_id,
      0
    FROM
      (
        VALUES
          (0, $1),
          (1, '')
      ) AS start (lap, client_id)
    WHERE
      EXISTS (
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
          AND NOT (
            (proven_login = $2::text) IS NOT TRUE
            OR slowed_by IS NOT DISTINCT FROM 'breaker'
          )
      )
    UNION ALL
    SELECT
      lap,
      next.client_id,
      place + 1
    FROM
      turns,
      LATERAL (
        SELECT
          client_id
        FROM
          orders
        WHERE
          client_id > turns.client_id
          AND (
            lap = 0
            OR client_id <= $3
          )
          AND orders.status IN ('queued')
          AND next_attempt_at <= now() + make_interval(secs => $4::float8 / 1000)
        ORDER BY
          client_id
        LIMIT
          1
      ) AS next
    WHERE
      place < $5
  ),
  share AS MATERIALIZED (
    SELECT
      client_id,
      row_number() OVER ring AS place,
      ceil($6::float8 / count(*) OVER ())::int AS orders
    FROM
      turns
    WHERE
      place > 0
    WINDOW
      ring AS (
        ORDER BY
          lap,
          client_id
      )
    ORDER BY
      place
    LIMIT
      $7
  ),
  due AS MATERIALIZED (
    SELECT
      share.client_id,
      place,
      oldest.*
    FROM
      share,
      LATERAL (
        SELECT
          id,
          fence + 1 AS fence,
          next_attempt_at
        FROM
          orders
        WHERE
          client_id = share.client_id
          AND orders.status IN ('queued')
          AND next_attempt_at <= now() + make_interval(secs => $8::float8 / 1000)
        ORDER BY
          next_attempt_at,
          id
        LIMIT
          share.orders
        FOR NO KEY UPDATE
          SKIP LOCKED
      ) AS oldest
  ),
  round AS (
    SELECT
      id,
      fence,
      place,
      row_number() OVER (
        PARTITION BY
          client_id
        ORDER BY
          next_attempt_at,
          id
      ) AS round
    FROM
      due
  ),
  wanted AS (
    SELECT
      id,
      fence,
      row_number() OVER (
        ORDER BY
          round,
          place
      ) AS turn
    FROM
      round
  ),
  slot AS MATERIALIZED (
    SELECT
      n
    FROM
      submission_slots
    WHERE
      n <= $9
      AND (
        until IS NULL
        OR until <= now()
      )
    ORDER BY
      n
    LIMIT
      least(
        $10::bigint,
        (
          SELECT
            count(*)
          FROM
            due
        )
      )
    FOR NO KEY UPDATE
      SKIP LOCKED
  ),
  numbered AS (
    SELECT
      n,
      row_number() OVER (
        ORDER BY
          n
      ) AS turn
    FROM
      slot
  ),
  admitted AS MATERIALIZED (
    SELECT
      id,
      fence,
      n,
      turn,
      false AS trial
    FROM
      wanted
      JOIN numbered USING (turn)
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
      lease_expires_at = now() + make_interval(secs => $11::float8 / 1000)
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
      until = now() + make_interval(secs => $12::float8 / 1000)
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
      $13,
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
      $14,
      version,
      jsonb_strip_nulls(jsonb_build_object('status', status, 'problem', problem ->> 'code', 'note', $15::text))
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
