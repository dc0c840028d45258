-- AlterTable: an event may tell of something other than an order
ALTER TABLE "events" ALTER COLUMN "order_id" DROP NOT NULL,
ALTER COLUMN "version" DROP NOT NULL;

-- CreateTable
CREATE TABLE "webhooks" (
    "id" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "description" TEXT,
    "event_types" TEXT[],
    "secret" TEXT NOT NULL,
    "previous_secret" TEXT,
    "previous_secret_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),
    "disabled_reason" TEXT,

    CONSTRAINT "webhooks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "seq" BIGSERIAL NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "event_seq" BIGINT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "fence" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "last_attempt_at" TIMESTAMPTZ(3),
    "last_status" INTEGER,
    "last_error" TEXT,
    "last_response" TEXT,
    "last_duration_ms" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "webhook_fan_out" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "last_seq" BIGINT NOT NULL,

    CONSTRAINT "webhook_fan_out_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "webhooks_client_id_id_idx" ON "webhooks"("client_id", "id" DESC);

-- CreateIndex
CREATE INDEX "webhook_deliveries_webhook_id_seq_idx" ON "webhook_deliveries"("webhook_id", "seq" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "webhook_deliveries_event_seq_webhook_id_key" ON "webhook_deliveries"("event_seq", "webhook_id");

-- AddForeignKey
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_client_id_fkey" FOREIGN KEY ("client_id") REFERENCES "clients"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhooks"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_event_seq_fkey" FOREIGN KEY ("event_seq") REFERENCES "events"("seq") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What the Prisma schema cannot say.
ALTER TABLE "events" ADD CONSTRAINT "events_order_has_version" CHECK (("order_id" IS NULL) = ("version" IS NULL));
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_disabled_has_reason"
  CHECK (("disabled_at" IS NULL) = ("disabled_reason" IS NULL));
ALTER TABLE "webhook_deliveries"
  ADD CONSTRAINT "webhook_deliveries_status_check" CHECK ("status" IN ('pending', 'delivered', 'failed')),
  -- Nothing is pending without a time at which somebody looks at it again.
  ADD CONSTRAINT "webhook_deliveries_pending_is_scheduled"
    CHECK (("status" = 'pending') = ("next_attempt_at" IS NOT NULL));
ALTER TABLE "webhook_fan_out" ADD CONSTRAINT "webhook_fan_out_is_one_row" CHECK ("id" = 1);

-- What is due for a receiver is found without looking at what it got already, or at other receivers.
CREATE INDEX "webhook_deliveries_due_idx" ON "webhook_deliveries" ("webhook_id", "next_attempt_at", "seq")
  WHERE "status" = 'pending';

-- A number is taken before its transaction commits, so a larger one may become visible before a smaller one, and
-- who remembers the largest would miss the other. Therefore a statement that writes events first announces, by a
-- lock that nobody waits for, the number after which its own will be; the lock goes when the transaction has become
-- visible or is undone. Nothing is stored, no writer waits, and transactions that write no events do not matter.
CREATE FUNCTION "announce_events"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared((17750::bigint << 48) | CASE WHEN is_called THEN last_value ELSE 0 END)
  FROM "events_seq_seq";
  RETURN NULL;
END $$;

CREATE TRIGGER "events_are_announced" BEFORE INSERT ON "events"
  FOR EACH STATEMENT EXECUTE FUNCTION "announce_events"();

-- Up to this number every event is visible to a statement that starts afterwards, or will never be there. The order
-- matters: first the number, then the locks, then (by the caller, in a statement of its own) the events.
CREATE FUNCTION "newest_settled_event"() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  taken bigint;
  announced bigint;
BEGIN
  SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO taken FROM "events_seq_seq";
  SELECT min((classid::bigint << 32 | objid::bigint) & ((1::bigint << 48) - 1)) INTO announced FROM pg_locks
  WHERE locktype = 'advisory' AND objsubid = 1 AND classid::bigint >> 16 = 17750
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
  RETURN least(taken, announced);
END $$;

-- Events of before are told to nobody.
INSERT INTO "webhook_fan_out" ("last_seq") SELECT coalesce(max("seq"), 0) FROM "events";
