-- CreateTable
CREATE TABLE "reconciliations" (
    "order_id" TEXT NOT NULL,
    "next_check_at" TIMESTAMPTZ(3) NOT NULL,
    "checks" INTEGER NOT NULL DEFAULT 0,
    "last_checked_at" TIMESTAMPTZ(3),
    "result" TEXT,
    "first_absent_at" TIMESTAMPTZ(3),
    "candidates" JSONB NOT NULL DEFAULT '[]',
    "resubmitted_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliations_pkey" PRIMARY KEY ("order_id")
);

-- AddForeignKey
ALTER TABLE "reconciliations" ADD CONSTRAINT "reconciliations_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



ALTER TABLE "reconciliations" ADD CONSTRAINT "reconciliations_result_check" CHECK ("result" IN
  ('found', 'absent', 'ambiguous', 'report-failed'));

-- Whose outcome is unknown, and which orders may be behind one line of Sectigo's report.
CREATE INDEX "orders_outcome_unknown_idx" ON "orders" ("id") WHERE "status" = 'outcome-unknown';
CREATE INDEX "orders_unsettled_organization_idx" ON "orders" (lower("organization_name"))
  WHERE "status" IN ('submitting', 'outcome-unknown');
