-- The quotes around an Idempotency-Key are no part of it. Orders that came with quotes get the key as it is looked for,
-- unless another order of their client has that one.
UPDATE "orders" AS "quoted"
SET "idempotency_key" = "plain"."key"
FROM (
  SELECT "id", regexp_replace(substr("idempotency_key", 2, length("idempotency_key") - 2), '\\(["\\])', '\1', 'g') AS "key"
  FROM "orders"
  WHERE "idempotency_key" ~ '^"([^"\\]|\\["\\])+"$'
) AS "plain"
WHERE "quoted"."id" = "plain"."id"
  AND NOT EXISTS (
    SELECT FROM "orders" AS "other"
    WHERE "other"."client_id" = "quoted"."client_id" AND "other"."idempotency_key" = "plain"."key"
  );
