-- AlterTable: whether HTTP proved the kept reply to be whole, for whoever reads it again
ALTER TABLE "attempts" ADD COLUMN "raw_reply_framed" BOOLEAN;

-- CreateTable: what Sectigo answered to anything but an order, where not everything in it could be read
CREATE TABLE "kept_texts" (
    "seq" BIGSERIAL NOT NULL,
    "digest" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "order_id" TEXT,
    "reason" TEXT NOT NULL,
    "http_status" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "receipts" INTEGER NOT NULL DEFAULT 1,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "kept_texts_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "kept_texts_digest_key" ON "kept_texts"("digest");

-- CreateIndex
CREATE INDEX "kept_texts_order_id_idx" ON "kept_texts"("order_id");

-- CreateIndex
CREATE INDEX "kept_texts_command_received_at_idx" ON "kept_texts"("command", "received_at");

-- AddForeignKey
ALTER TABLE "kept_texts" ADD CONSTRAINT "kept_texts_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE SET NULL ON UPDATE CASCADE;



-- What the Prisma schema cannot say. Few attempts and pushes have one.
CREATE INDEX "attempts_raw_replies_idx" ON "attempts" ("finished_at") WHERE "raw_reply" IS NOT NULL;
CREATE INDEX "sectigo_notifications_raw_idx" ON "sectigo_notifications" ("last_received_at") WHERE "raw" IS NOT NULL;
