/* fan-out-events */
WITH
  position AS (
    SELECT
      last_seq
    FROM
      webhook_fan_out
    FOR UPDATE
      SKIP LOCKED
  ),
  batch AS (
    SELECT
      e.seq,
      e.client_id,
      e.type,
      e.created_at
    FROM
      position,
      LATERAL (
        SELECT
          *
        FROM
          events
        WHERE
          seq > position.last_seq
          AND seq <= $1
        ORDER BY
          seq
        LIMIT
          $2
      ) AS e
  ),
  moved AS (
    UPDATE webhook_fan_out
    SET
      last_seq = CASE
        WHEN (
          SELECT
            count(*)
          FROM
            batch
        ) < $3 THEN $4
        ELSE (
          SELECT
            max(seq)
          FROM
            batch
        )
      END
    WHERE
      EXISTS (
        SELECT
        FROM
          position
        WHERE
          last_seq < $5
      )
    RETURNING
      last_seq
  ),
  made AS (
    INSERT INTO
      webhook_deliveries (webhook_id, event_seq)
    SELECT
      w.id,
      batch.seq
    FROM
      batch
      JOIN webhooks w ON w.client_id IN (batch.client_id, $6)
      AND w.created_at <= batch.created_at
    WHERE
      w.disabled_at IS NULL
      AND batch.type <> 'webhook.test'
      AND (
        w.event_types = '{}'
        OR batch.type = ANY (w.event_types)
      )
    ORDER BY
      batch.seq
    ON CONFLICT DO NOTHING
    RETURNING
      webhook_id
  )
SELECT
  coalesce(
    (
      SELECT
        last_seq
      FROM
        moved
    ),
    (
      SELECT
        last_seq
      FROM
        position
    )
  ) AS "upTo",
  array(
    SELECT DISTINCT
      webhook_id
    FROM
      made
  ) AS "webhookIds"
