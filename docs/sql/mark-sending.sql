/* mark-sending */
UPDATE attempts
SET
  stage = 'sending'
WHERE
  order_id = $1
  AND fence = $2
  AND stage = 'claimed'
  AND outcome IS NULL
