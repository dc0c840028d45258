-- What the summary looks at. Orders by when they were placed: money and times, from the index alone. Attempts and events
-- are written in the order of their times and never moved, so a range index of a few pages does.
CREATE INDEX "orders_placed_idx" ON "orders" ("placed_at") INCLUDE ("client_id", "cost", "test", "created_at")
  WHERE "placed_at" IS NOT NULL;
CREATE INDEX "attempts_started_idx" ON "attempts" USING brin ("started_at") WITH (pages_per_range = 16, autosummarize = on);
CREATE INDEX "events_created_idx" ON "events" USING brin ("created_at") WITH (pages_per_range = 16, autosummarize = on);
