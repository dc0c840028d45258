-- What limits sending, over all workers: held here and not in Redis, which may lose everything.
ALTER TABLE "submission_gate"
  ADD COLUMN "slowed_by" TEXT,
  ADD COLUMN "unreachable_in_a_row" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "proven_login" TEXT,
  ADD COLUMN "trial_order_id" TEXT,
  ADD COLUMN "trial_fence" INTEGER,
  ADD COLUMN "trial_until" TIMESTAMPTZ(3),
  ADD COLUMN "next_send_at" TIMESTAMPTZ(3);

ALTER TABLE "submission_gate"
  ADD CONSTRAINT "submission_gate_slowed_by_check" CHECK ("slowed_by" IN ('breaker', 'sectigo'));

-- CreateTable
CREATE TABLE "submission_slots" (
    "n" INTEGER NOT NULL,
    "order_id" TEXT,
    "fence" INTEGER,
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "submission_slots_pkey" PRIMARY KEY ("n")
);

ALTER TABLE "submission_slots"
  ADD CONSTRAINT "submission_slots_taken_whole" CHECK
    (("order_id" IS NULL) = ("until" IS NULL) AND ("order_id" IS NULL) = ("fence" IS NULL));

-- As many as SUBMIT_CONCURRENCY may be (a claim looks at the first so many).
INSERT INTO "submission_slots" ("n") SELECT generate_series(1, 100);
