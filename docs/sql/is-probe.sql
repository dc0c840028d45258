/* is-probe */
SELECT
  id
FROM
  submission_gate
WHERE
  closed_at IS NOT NULL
  AND probe_order_id = $1
