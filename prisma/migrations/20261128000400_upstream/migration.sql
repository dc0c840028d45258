-- CreateTable: which Sectigo the orders of this database are placed with; the first process that starts writes it down
CREATE TABLE "upstream" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "kind" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "login_digest" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),

    CONSTRAINT "upstream_pkey" PRIMARY KEY ("id")
);

-- What the Prisma schema cannot say.
ALTER TABLE "upstream"
  ADD CONSTRAINT "upstream_is_one_row" CHECK ("id" = 1),
  ADD CONSTRAINT "upstream_kind_check" CHECK ("kind" IN ('simulator', 'account'));
