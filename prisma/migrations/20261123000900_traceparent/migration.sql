-- What the order was accepted in, as a W3C traceparent, so that attempts of whichever process and day are parts of the same
-- trace; null: nobody traced. The rows that are there have none, so there is nothing to look through for the check.
ALTER TABLE "orders" ADD COLUMN "traceparent" TEXT;
ALTER TABLE "orders" ADD CONSTRAINT "orders_traceparent_check"
  CHECK ("traceparent" ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$') NOT VALID;
