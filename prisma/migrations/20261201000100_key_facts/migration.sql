-- What tells keys apart and when they end. A program that does not know `expires_at` lets such a key in until it is revoked.
ALTER TABLE "api_keys"
  ADD COLUMN "name" TEXT,
  ADD COLUMN "last_used_at" TIMESTAMPTZ(3),
  ADD COLUMN "expires_at" TIMESTAMPTZ(3);
