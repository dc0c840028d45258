-- AlterTable: what would be bought, whatever it is written like; null for orders of programs that did not know it
ALTER TABLE "orders" ADD COLUMN "meaning_digest" TEXT;

-- What the Prisma schema cannot say: the guard asks for orders that have one.
CREATE INDEX "orders_client_id_meaning_digest_idx" ON "orders" ("client_id", "meaning_digest")
  WHERE "meaning_digest" IS NOT NULL;

-- For statements that take several guards at once: whether they got them all. Some of them are as bad as none, so that
-- undoes the statement, as the guard of an idempotency key does.
CREATE FUNCTION all_guards_taken(taken bigint, wanted bigint) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF taken BETWEEN 1 AND wanted - 1 THEN
    RAISE unique_violation USING
      MESSAGE = 'duplicate key value violates unique constraint "duplicate_guards_pkey"',
      CONSTRAINT = 'duplicate_guards_pkey', TABLE = 'duplicate_guards';
  END IF;
  RETURN taken > 0 AND taken = wanted;
END $$;
