-- CreateTable: what the account had left when Sectigo was asked last
CREATE TABLE "account_balance" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "currency" TEXT,
    "available" DECIMAL(18,4),
    "credit_limit" DECIMAL(18,4),
    "fetched_at" TIMESTAMPTZ(3),
    "not_before" TIMESTAMPTZ(3),

    CONSTRAINT "account_balance_pkey" PRIMARY KEY ("id")
);

-- What the Prisma schema cannot say.
ALTER TABLE "account_balance"
  ADD CONSTRAINT "account_balance_is_one_row" CHECK ("id" = 1),
  ADD CONSTRAINT "account_balance_is_whole" CHECK
    (("fetched_at" IS NULL) = ("available" IS NULL) AND ("fetched_at" IS NULL) = ("currency" IS NULL));
INSERT INTO "account_balance" DEFAULT VALUES;
