-- CreateTable
CREATE TABLE "audit_entries" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "client_id" TEXT,
    "action" TEXT NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "address" TEXT,
    "request_id" TEXT,
    "note" TEXT,
    "before" JSONB,
    "after" JSONB,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE INDEX "audit_entries_actor_id_seq_idx" ON "audit_entries"("actor_id", "seq" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_client_id_seq_idx" ON "audit_entries"("client_id", "seq" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_target_id_seq_idx" ON "audit_entries"("target_id", "seq" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_action_seq_idx" ON "audit_entries"("action", "seq" DESC);

-- CreateIndex
CREATE INDEX "audit_entries_at_idx" ON "audit_entries"("at");



-- What the Prisma schema cannot say.
ALTER TABLE "audit_entries" ADD CONSTRAINT "audit_entries_actor_kind_check"
  CHECK ("actor_kind" IN ('operator', 'client', 'system', 'unknown'));

-- The hash of an entry: SHA-256 over the text of all its fields, and of the hash before it, as one JSON array. Its names
-- are resolved now, once and for all; a column that is added later does not change the hashes of before.
CREATE FUNCTION "audit_hash"("entry" "audit_entries") RETURNS bytea LANGUAGE sql STABLE
  RETURN sha256(convert_to(jsonb_build_array(
    "entry"."seq", to_char("entry"."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    "entry"."actor_kind", "entry"."actor_id", "entry"."client_id", "entry"."action", "entry"."target_type",
    "entry"."target_id", "entry"."address", "entry"."request_id", "entry"."note", "entry"."before", "entry"."after",
    encode("entry"."previous_hash", 'hex')
  )::text, 'UTF8'));

-- The one way to append is an INSERT, and whatever it says, number, time and hashes come from here. The lock is held
-- until the transaction ends, so there is one newest entry and the chain cannot fork; should the lock be passed by, the
-- primary key refuses the second entry with the same number. Numbers have no gaps and times do not go back. Each query
-- of a volatile function sees what was committed before it, so the newest entry is found after waiting for the lock.
CREATE FUNCTION "chain_audit_entry"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
  newest audit_entries;
BEGIN
  PERFORM pg_advisory_xact_lock(17750, 1);
  SELECT * INTO newest FROM audit_entries ORDER BY seq DESC LIMIT 1;
  NEW.seq := coalesce(newest.seq, 0) + 1;
  NEW.at := greatest(clock_timestamp()::timestamptz(3), newest.at);
  NEW.previous_hash := coalesce(newest.hash, decode(repeat('00', 32), 'hex'));
  NEW.hash := audit_hash(NEW);
  RETURN NEW;
END $$;

CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit entries are never changed or removed' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER "audit_entries_are_chained" BEFORE INSERT ON "audit_entries"
  FOR EACH ROW EXECUTE FUNCTION "chain_audit_entry"();
CREATE TRIGGER "audit_entries_are_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
-- Also where the triggers of others do not fire, such as in a session that replays a replica's changes.
ALTER TABLE "audit_entries" ENABLE ALWAYS TRIGGER "audit_entries_are_kept";

-- A function that runs with its owner's rights looks nowhere but in the catalogue and in the schema of the table.
DO $$
BEGIN
  EXECUTE format('ALTER FUNCTION chain_audit_entry() SET search_path = pg_catalog, %I, pg_temp', current_schema());
END $$;

-- A role that may append and read, and nothing else. Roles belong to the whole cluster: another database, or another
-- process at this moment, may have made it. A user that may not make roles goes without it.
DO $$
BEGIN
  CREATE ROLE sectigo_gateway_audit_appender NOLOGIN;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN
    RAISE NOTICE 'the role sectigo_gateway_audit_appender was not made: this user may not make roles';
END $$;

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'sectigo_gateway_audit_appender') THEN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO sectigo_gateway_audit_appender', current_schema());
    GRANT SELECT, INSERT ("actor_kind", "actor_id", "client_id", "action", "target_type", "target_id", "address",
                          "request_id", "note", "before", "after")
      ON "audit_entries" TO sectigo_gateway_audit_appender;
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN
    RAISE NOTICE 'the role sectigo_gateway_audit_appender may not use this schema';
END $$;
