-- CreateTable
CREATE TABLE "counting_position" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "last_seq" BIGINT NOT NULL DEFAULT 0,
    "orders_counted_at" TIMESTAMPTZ(3),

    CONSTRAINT "counting_position_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hourly_events" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "type" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "hourly_events_pkey" PRIMARY KEY ("hour","type")
);

-- CreateTable
CREATE TABLE "daily_spend" (
    "day" TIMESTAMPTZ(3) NOT NULL,
    "client_id" TEXT NOT NULL,
    "amount" DECIMAL(14,2) NOT NULL,

    CONSTRAINT "daily_spend_pkey" PRIMARY KEY ("day","client_id")
);

-- CreateTable
CREATE TABLE "final_order_counts" (
    "status" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "final_order_counts_pkey" PRIMARY KEY ("status")
);

-- CreateTable
CREATE TABLE "final_order_departures" (
    "seq" BIGSERIAL NOT NULL,
    "status" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "final_order_departures_pkey" PRIMARY KEY ("seq")
);



-- What the Prisma schema cannot say.
ALTER TABLE "counting_position" ADD CONSTRAINT "counting_position_is_one_row" CHECK ("id" = 1);
INSERT INTO "counting_position" DEFAULT VALUES;

-- An order enters a final status with an event, so nothing has to be written for that. It seldom leaves one: an operator
-- retries it, or old rows are deleted. Triggers note that, for the previous program as well. Each note is a row of its
-- own, so that no transaction waits for another.
CREATE FUNCTION "note_departed_order"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "final_order_departures" ("status", "count") VALUES (OLD."status", 1);
  RETURN NULL;
END $$;

CREATE TRIGGER "departed_order_is_noted" AFTER UPDATE OF "status" ON "orders"
  FOR EACH ROW WHEN (OLD."status" IN ('placed', 'rejected', 'failed', 'cancelled') AND NEW."status" <> OLD."status")
  EXECUTE FUNCTION "note_departed_order"();

CREATE FUNCTION "note_deleted_orders"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "final_order_departures" ("status", "count")
  SELECT "status", count(*) FROM "deleted" WHERE "status" IN ('placed', 'rejected', 'failed', 'cancelled')
  GROUP BY "status";
  RETURN NULL;
END $$;

CREATE TRIGGER "deleted_orders_are_noted" AFTER DELETE ON "orders"
  REFERENCING OLD TABLE AS "deleted" FOR EACH STATEMENT EXECUTE FUNCTION "note_deleted_orders"();
