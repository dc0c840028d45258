-- AlterTable: what is pushed and cannot be read, as its bytes
ALTER TABLE "sectigo_notifications" ADD COLUMN "raw" BYTEA,
ADD COLUMN "raw_bytes" INTEGER,
ADD COLUMN "content_type" TEXT;



-- What the Prisma schema cannot say. The rows that are there have one of the states of before, so there is nothing to look
-- through.
ALTER TABLE "sectigo_notifications" DROP CONSTRAINT "sectigo_notifications_state_check";
ALTER TABLE "sectigo_notifications" ADD CONSTRAINT "sectigo_notifications_state_check" CHECK ("state" IN
  ('received', 'waiting', 'applied', 'superseded', 'unusable', 'unmatched', 'unreadable')) NOT VALID;

-- What was pushed about one order.
CREATE INDEX "sectigo_notifications_order_idx" ON "sectigo_notifications" ("order_number", "seq" DESC)
  WHERE "order_number" IS NOT NULL;
-- What operators look for is rare among all that is applied.
CREATE INDEX "sectigo_notifications_troubled_idx" ON "sectigo_notifications" ("state", "seq" DESC)
  WHERE "state" IN ('waiting', 'unusable', 'unmatched', 'unreadable');
