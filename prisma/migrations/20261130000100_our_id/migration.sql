-- Whether the form of an attempt carried the order's id as foreignOrderNumber: what Sectigo's report finds it by.
ALTER TABLE "attempts" ADD COLUMN "carries_our_id" BOOLEAN NOT NULL DEFAULT false;
-- How an order was last looked for: by `our-id`, or by `comparison` of its fields.
ALTER TABLE "reconciliations" ADD COLUMN "searched_by" TEXT;
