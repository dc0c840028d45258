/* find-keys */
SELECT
  clients.id AS "clientId",
  (
    orders_per_hour IS NOT NULL
    OR spend_per_day IS NOT NULL
  ) AS limited,
  api_keys.id AS "keyId",
  secret_hash AS "secretHash",
  (
    last_used_at IS NULL
    OR last_used_at < now() - interval '1 minute'
  ) AS unnoted
FROM
  api_keys
  JOIN clients ON clients.id = client_id
WHERE
  api_keys.id = ANY ($1)
  AND revoked_at IS NULL
  AND disabled_at IS NULL
  AND (
    expires_at IS NULL
    OR expires_at > now()
  )
