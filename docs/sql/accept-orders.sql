/* accept-orders */
WITH
  room AS (
    SELECT
      NULL::text AS reason,
      NULL::numeric AS price,
      NULL::timestamptz AS nth_order
    WHERE
      false
  ),
  asked AS MATERIALIZED (
    SELECT
      *
    FROM
      json_to_recordset($1::json) AS asked (
        id text,
        idempotency_key text,
        request_digest text,
        certificate_digest text,
        meaning_digest text,
        allow_duplicate boolean,
        reference text,
        test boolean,
        certificate_type text,
        organization_name text,
        details text,
        csr_summary text,
        traceparent text,
        renewal_of text,
        renewable_versions int[]
      )
  ),
  fresh AS MATERIALIZED (
    SELECT
      *
    FROM
      asked
    WHERE
      NOT EXISTS (
        SELECT
        FROM
          room
        WHERE
          reason IS NOT NULL
      )
      AND (
        asked.idempotency_key IS NULL
        OR NOT EXISTS (
          SELECT
          FROM
            (
              SELECT
                client_id,
                idempotency_key
              FROM
                orders
              WHERE
                (client_id, idempotency_key) >= ($2, asked.idempotency_key)
              ORDER BY
                client_id,
                idempotency_key
              LIMIT
                1
            ) AS nearest
          WHERE
            client_id = $3
            AND nearest.idempotency_key = asked.idempotency_key
        )
      )
      AND (
        asked.reference IS NULL
        OR NOT EXISTS (
          SELECT
          FROM
            (
              SELECT
                client_id,
                reference
              FROM
                orders
              WHERE
                (client_id, reference) >= ($4, asked.reference)
              ORDER BY
                client_id,
                reference
              LIMIT
                1
            ) AS nearest
          WHERE
            client_id = $5
            AND nearest.reference = asked.reference
        )
      )
      AND NOT EXISTS (
        SELECT
        FROM
          orders
        WHERE
          orders.renewal_of = asked.renewal_of
          AND status NOT IN ('rejected', 'failed', 'cancelled')
        OFFSET
          0
      )
      AND (
        renewable_versions IS NULL
        OR EXISTS (
          SELECT
          FROM
            orders
          WHERE
            orders.id = asked.renewal_of
            AND version = ANY (renewable_versions)
        )
      )
  ),
  guard AS (
    INSERT INTO
      duplicate_guards AS guard (client_id, certificate_digest, order_id)
    SELECT
      $6,
      digest,
      id
    FROM
      fresh,
      unnest(ARRAY[certificate_digest, meaning_digest]) AS digest
    ORDER BY
      digest
    ON CONFLICT (client_id, certificate_digest) DO UPDATE
    SET
      order_id = excluded.order_id,
      ordered_at = now()
    WHERE
      (
        SELECT
          allow_duplicate
        FROM
          asked
        WHERE
          id = excluded.order_id
      )
      OR guard.ordered_at < now() - interval '24 hours'
      OR (
        (
          guard.order_id = (
            SELECT
              renewal_of
            FROM
              asked
            WHERE
              id = excluded.order_id
          )
          OR EXISTS (
            SELECT
            FROM
              orders newest
            WHERE
              newest.id = guard.order_id
              AND newest.updated_at >= guard.ordered_at
              AND newest.status IN ('rejected', 'failed', 'cancelled')
          )
        )
        AND NOT EXISTS (
          SELECT
          FROM
            orders earlier
          WHERE
            earlier.client_id = guard.client_id
            AND (
              earlier.certificate_digest = guard.certificate_digest
              OR earlier.meaning_digest = guard.certificate_digest
            )
            AND earlier.id <> excluded.order_id
            AND earlier.id IS DISTINCT FROM (
              SELECT
                renewal_of
              FROM
                asked
              WHERE
                id = excluded.order_id
            )
            AND earlier.status NOT IN ('rejected', 'failed', 'cancelled')
            AND earlier.created_at > now() - interval '24 hours'
        )
      )
    RETURNING
      order_id
  ),
  accepted AS (
    INSERT INTO
      orders (
        id,
        client_id,
        status,
        idempotency_key,
        request_digest,
        certificate_digest,
        meaning_digest,
        reference,
        test,
        certificate_type,
        organization_name,
        details,
        csr_summary,
        next_attempt_at,
        reserved_cost,
        traceparent,
        renewal_of
      )
    SELECT
      id,
      $7,
      'queued',
      idempotency_key,
      request_digest,
      certificate_digest,
      meaning_digest,
      reference,
      test,
      certificate_type,
      organization_name,
      details::json,
      csr_summary::json,
      now(),
      (
        SELECT
          price
        FROM
          room
      ),
      traceparent,
      renewal_of
    FROM
      fresh
      JOIN (
        SELECT
          order_id,
          count(*) AS taken
        FROM
          guard
        GROUP BY
          order_id
      ) AS guards ON order_id = id
    WHERE
      all_guards_taken (taken, 2)
    ORDER BY
      id
    RETURNING
      id,
      client_id,
      version,
      status,
      problem,
      created_at,
      reserved_cost,
      renewal_of
  ),
  renewed AS (
    UPDATE orders
    SET
      renewed_by = accepted.id
    FROM
      accepted
    WHERE
      orders.id = accepted.renewal_of
  ),
  event AS (
    INSERT INTO
      events (order_id, client_id, type, version, data)
    SELECT
      id,
      client_id,
      $8,
      version,
      jsonb_strip_nulls(jsonb_build_object('status', status, 'problem', problem ->> 'code', 'note', $9::text))
    FROM
      accepted
  )
SELECT
  asked.id,
  created_at AS "createdAt",
  reserved_cost AS "reservedCost",
  room.reason,
  CASE
    WHEN reason = 'orders-of-the-hour' THEN nth_order + interval '1 hour'
    WHEN reason = 'no-orders' THEN now() + interval '1 hour'
    WHEN reason IN ('price', 'spend-of-the-day') THEN date_trunc('day', now(), 'UTC') + interval '1 day'
    WHEN reason = 'open-price' THEN now() + interval '5 seconds'
  END AS "retryAt",
  clock_timestamp() AS "at"
FROM
  asked
  LEFT JOIN accepted USING (id)
  LEFT JOIN room ON true
