-- AlterTable: the login that Sectigo refused last; not tried again until an order or an operator finds it well
ALTER TABLE "submission_gate" ADD COLUMN "refused_login" TEXT;

-- CreateTable
CREATE TABLE "revocations" (
    "order_id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'requested',
    "reason" TEXT NOT NULL,
    "reason_code" INTEGER NOT NULL,
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "lease_expires_at" TIMESTAMPTZ(3),
    "next_attempt_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "outcome" TEXT,
    "problem" JSONB,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "revocations_pkey" PRIMARY KEY ("order_id")
);

-- AddForeignKey
ALTER TABLE "revocations" ADD CONSTRAINT "revocations_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the Prisma schema cannot say.
ALTER TABLE "revocations"
  ADD CONSTRAINT "revocations_status_check" CHECK ("status" IN ('requested', 'done', 'refused')),
  ADD CONSTRAINT "revocations_reason_code_check" CHECK ("reason_code" IN (0, 1, 3, 4, 5)),
  -- Nothing is open without a time at which it is tried again, and nothing that is over has one.
  ADD CONSTRAINT "revocations_open_is_scheduled" CHECK (("status" = 'requested') = ("next_attempt_at" IS NOT NULL)),
  ADD CONSTRAINT "revocations_over_is_dated" CHECK (("status" = 'requested') = ("settled_at" IS NULL)),
  ADD CONSTRAINT "revocations_refused_has_a_problem" CHECK ("status" <> 'refused' OR "problem" IS NOT NULL);
CREATE INDEX "revocations_due_idx" ON "revocations" ("next_attempt_at") WHERE "status" = 'requested';
