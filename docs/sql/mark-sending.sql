/* mark-sending */
WITH
  asked AS (
    SELECT
      *
    FROM
      unnest($1::text[], $2::int[]) AS asked (order_id, fence)
    ORDER BY
      order_id,
      fence
  ),
  waiting AS MATERIALIZED (
    SELECT
      waiting.*
    FROM
      asked,
      LATERAL (
        SELECT
          order_id,
          fence
        FROM
          attempts
        WHERE
          order_id = asked.order_id
          AND fence = asked.fence
          AND stage = 'claimed'
          AND outcome IS NULL
        FOR NO KEY UPDATE
      ) AS waiting
  )
UPDATE attempts
SET
  stage = 'sending'
FROM
  waiting
WHERE
  attempts.order_id = waiting.order_id
  AND attempts.fence = waiting.fence
RETURNING
  attempts.order_id AS "orderId",
  attempts.fence
