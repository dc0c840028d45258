-- AlterTable: what became of the certificate of a placed order; null is pending
ALTER TABLE "orders" ADD COLUMN "certificate_status" TEXT,
ADD COLUMN "certificate_status_description" TEXT,
ADD COLUMN "issued_at" TIMESTAMPTZ(3),
ADD COLUMN "revoked_at" TIMESTAMPTZ(3),
ADD COLUMN "expires_at" TIMESTAMPTZ(3),
ADD COLUMN "certificate_mismatches" TEXT[] NOT NULL DEFAULT '{}',
ADD COLUMN "next_expiry_notice_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "certificates" (
    "order_id" TEXT NOT NULL,
    "certificate_pem" TEXT NOT NULL,
    "chain_pem" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "serial_number" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "certificates_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "sectigo_notifications" (
    "seq" BIGSERIAL NOT NULL,
    "digest" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "order_number" TEXT,
    "state" TEXT NOT NULL DEFAULT 'received',
    "reason" TEXT,
    "order_id" TEXT,
    "receipts" INTEGER NOT NULL DEFAULT 1,
    "looks" INTEGER NOT NULL DEFAULT 0,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_look_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "sectigo_notifications_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "status_polls" (
    "order_id" TEXT NOT NULL,
    "next_poll_at" TIMESTAMPTZ(3),
    "last_poll_at" TIMESTAMPTZ(3),
    "polls" INTEGER NOT NULL DEFAULT 0,
    "silent_polls" INTEGER NOT NULL DEFAULT 0,
    "result" TEXT,

    CONSTRAINT "status_polls_pkey" PRIMARY KEY ("order_id")
);

-- CreateTable
CREATE TABLE "status_poll_pace" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "status_poll_pace_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "sectigo_notifications_digest_key" ON "sectigo_notifications"("digest");

-- AddForeignKey
ALTER TABLE "certificates" ADD CONSTRAINT "certificates_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sectigo_notifications" ADD CONSTRAINT "sectigo_notifications_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_polls" ADD CONSTRAINT "status_polls_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What the Prisma schema cannot say.
ALTER TABLE "orders" ADD CONSTRAINT "orders_certificate_status_check" CHECK ("certificate_status" IN
  ('pending', 'awaiting-brand-validation', 'issued', 'rejected', 'revoked', 'replaced', 'failed')),
  ADD CONSTRAINT "orders_only_placed_have_a_certificate" CHECK ("certificate_status" IS NULL OR "status" = 'placed');
ALTER TABLE "sectigo_notifications" ADD CONSTRAINT "sectigo_notifications_state_check"
  CHECK ("state" IN ('received', 'waiting', 'applied', 'superseded', 'unusable', 'unmatched')),
  -- Nothing is open without a time at which somebody looks at it again.
  ADD CONSTRAINT "sectigo_notifications_open_is_scheduled"
    CHECK (("state" IN ('received', 'waiting')) = ("next_look_at" IS NOT NULL));
ALTER TABLE "status_poll_pace" ADD CONSTRAINT "status_poll_pace_is_one_row" CHECK ("id" = 1);
INSERT INTO "status_poll_pace" DEFAULT VALUES;

CREATE INDEX "sectigo_notifications_open_idx" ON "sectigo_notifications" ("next_look_at", "seq")
  WHERE "next_look_at" IS NOT NULL;
CREATE INDEX "sectigo_notifications_waiting_idx" ON "sectigo_notifications" ("order_number")
  WHERE "state" IN ('waiting', 'unmatched');
CREATE INDEX "status_polls_due_idx" ON "status_polls" ("next_poll_at") WHERE "next_poll_at" IS NOT NULL;
CREATE INDEX "orders_expiry_notices_idx" ON "orders" ("next_expiry_notice_at") WHERE "next_expiry_notice_at" IS NOT NULL;
CREATE INDEX "orders_expires_at_idx" ON "orders" ("expires_at") WHERE "expires_at" IS NOT NULL;
CREATE INDEX "orders_with_mismatches_idx" ON "orders" ("id") WHERE "certificate_mismatches" <> '{}';

-- However an order becomes placed (Sectigo's reply, reconciliation, an operator's word): from then on its status is
-- read now and then, and what Sectigo has pushed about it already is looked at again. A trigger, so that no way to
-- become placed can forget it.
CREATE FUNCTION "follow_placed_order"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "status_polls" ("order_id", "next_poll_at")
  VALUES (NEW."id", now() + interval '3 hours' * (1 + random() / 4)) ON CONFLICT DO NOTHING;
  UPDATE "sectigo_notifications" SET "state" = 'waiting', "next_look_at" = now(), "settled_at" = NULL
  WHERE "state" IN ('waiting', 'unmatched') AND "order_number" = NEW."sectigo_order_number";
  IF FOUND THEN
    PERFORM pg_notify('sectigo_notification', '');
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "placed_order_is_followed" AFTER UPDATE OF "status" ON "orders"
  FOR EACH ROW WHEN (NEW."status" = 'placed' AND OLD."status" <> 'placed')
  EXECUTE FUNCTION "follow_placed_order"();

-- Orders of before are followed as well, spread over a day.
INSERT INTO "status_polls" ("order_id", "next_poll_at")
SELECT "id", now() + interval '3 hours' + interval '1 day' * random() FROM "orders" WHERE "status" = 'placed';
