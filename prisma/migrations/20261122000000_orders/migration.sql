-- CreateTable
CREATE TABLE "clients" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "orders_per_hour" INTEGER,
    "spend_per_day" DECIMAL(12,2),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "clients_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "orders" (
    "id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "idempotency_key" TEXT NOT NULL,
    "request_digest" TEXT NOT NULL,
    "certificate_digest" TEXT NOT NULL,
    "reference" TEXT,
    "test" BOOLEAN NOT NULL,
    "certificate_type" TEXT NOT NULL,
    "organization_name" TEXT NOT NULL,
    "details" JSON NOT NULL,
    "csr_summary" JSON,
    "problem" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "sectigo_order_number" TEXT,
    "certificate_id" TEXT,
    "certificate_state" TEXT,
    "cost" DECIMAL(12,2),
    "payment_outstanding" BOOLEAN,
    "next_attempt_at" TIMESTAMPTZ(3),
    "lease_expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "placed_at" TIMESTAMPTZ(3),

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempts" (
    "order_id" TEXT NOT NULL,
    "fence" INTEGER NOT NULL,
    "worker" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "reason" TEXT,
    "http_status" INTEGER,
    "sectigo_code" INTEGER,
    "sectigo_message" TEXT,
    "request_digest" TEXT,
    "reply_digest" TEXT,
    "duration_ms" INTEGER,

    CONSTRAINT "attempts_pkey" PRIMARY KEY ("order_id","fence")
);

-- CreateTable
CREATE TABLE "events" (
    "seq" BIGSERIAL NOT NULL,
    "order_id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "events_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "duplicate_guards" (
    "client_id" TEXT NOT NULL,
    "certificate_digest" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "ordered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "duplicate_guards_pkey" PRIMARY KEY ("client_id","certificate_digest")
);

-- CreateTable
CREATE TABLE "submission_gate" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" TEXT,
    "reason" TEXT,
    "next_probe_at" TIMESTAMPTZ(3),
    "probe_order_id" TEXT,
    "not_before" TIMESTAMPTZ(3),

    CONSTRAINT "submission_gate_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "api_keys_client_id_idx" ON "api_keys"("client_id");

-- CreateIndex
CREATE UNIQUE INDEX "orders_sectigo_order_number_key" ON "orders"("sectigo_order_number");

-- CreateIndex
CREATE INDEX "orders_client_id_id_idx" ON "orders"("client_id", "id" DESC);

-- CreateIndex
CREATE INDEX "orders_status_id_idx" ON "orders"("status", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "orders_client_id_idempotency_key_key" ON "orders"("client_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "orders_client_id_reference_key" ON "orders"("client_id", "reference");

-- CreateIndex
CREATE INDEX "events_order_id_seq_idx" ON "events"("order_id", "seq");

-- CreateIndex
CREATE INDEX "events_client_id_seq_idx" ON "events"("client_id", "seq");

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "events" ADD CONSTRAINT "events_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What the Prisma schema cannot say: closed values, and what must be there when a status says so.
ALTER TABLE "orders"
  ADD CONSTRAINT "orders_status_check" CHECK ("status" IN
    ('queued', 'submitting', 'placed', 'rejected', 'failed', 'held', 'outcome-unknown', 'cancelled')),
  ADD CONSTRAINT "orders_certificate_type_check" CHECK ("certificate_type" IN
    ('organization', 'organization-individual', 'individual')),
  -- Nothing is open without a time at which somebody looks at it again.
  ADD CONSTRAINT "orders_queued_is_scheduled" CHECK ("status" <> 'queued' OR "next_attempt_at" IS NOT NULL),
  ADD CONSTRAINT "orders_submitting_is_leased" CHECK ("status" <> 'submitting' OR "lease_expires_at" IS NOT NULL),
  ADD CONSTRAINT "orders_placed_has_number" CHECK
    ("status" <> 'placed' OR ("sectigo_order_number" IS NOT NULL AND "placed_at" IS NOT NULL)),
  ADD CONSTRAINT "orders_trouble_has_problem" CHECK
    ("status" NOT IN ('rejected', 'failed', 'held', 'outcome-unknown') OR "problem" IS NOT NULL);

ALTER TABLE "submission_gate" ADD CONSTRAINT "submission_gate_is_one_row" CHECK ("id" = 1);
INSERT INTO "submission_gate" ("id") VALUES (1);

-- Operators order in their own name.
INSERT INTO "clients" ("id", "name") VALUES ('cli_00000000000000000000000000', 'operator');

-- The sweeps look at open orders only, however many are closed.
CREATE INDEX "orders_queued_idx" ON "orders" ("next_attempt_at", "id") WHERE "status" = 'queued';
CREATE INDEX "orders_submitting_idx" ON "orders" ("lease_expires_at") WHERE "status" = 'submitting';
CREATE INDEX "orders_held_idx" ON "orders" ("id") WHERE "status" = 'held';
