-- Whether the database takes writes is found out by writing. One row, so that nothing grows.
CREATE TABLE "heartbeat" (
    "id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "heartbeat_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "heartbeat_is_one_row" CHECK ("id" = 1)
);
