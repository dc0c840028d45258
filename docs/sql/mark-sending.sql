/* mark-sending */
WITH
  asked AS (
    SELECT
      *
    FROM
      unnest($1::text[], $2::int[], $3::boolean[]) AS asked (order_id, fence, carries_our_id)
    ORDER BY
      order_id,
      fence
  ),
  waiting AS MATERIALIZED (
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
          AND stage = 'claimed'
          AND outcome IS NULL
        FOR NO KEY UPDATE
      ) AS waiting
  )
UPDATE attempts
SET
  stage = 'sending',
  carries_our_id = waiting.carries_our_id
FROM
  waiting
WHERE
  attempts.order_id = waiting.order_id
  AND attempts.fence = waiting.fence
RETURNING
  attempts.order_id AS "orderId",
  attempts.fence
