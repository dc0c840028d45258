-- Finding orders: an index for each filter of GET /v1/orders, alone and within one client, newest first.
-- docs/PERFORMANCE.md has what they bring and what they cost.

-- Substrings of three characters and more. A trusted extension: whoever may create in the database may install it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- What `q` looks into, as one text, so that it takes one index. `q` has no line ends: it cannot span two fields.
CREATE FUNCTION "order_search_text"("organization_name" text, "reference" text, "sectigo_order_number" text)
  RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN lower("organization_name" || E'\n' || coalesce("reference", '') || E'\n' || coalesce("sectigo_order_number", ''));

-- Every character and every pair of neighbours: trigrams cannot find less than three characters, nor, in a database
-- with the locale C, letters beyond ASCII. The cost tells the planner to filter by other means first where it walks
-- another index; unsafe means no parallel plans, because a page is found before their workers have started.
CREATE FUNCTION "short_grams"("body" text)
  RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL UNSAFE COST 500 AS $$
DECLARE
  characters text[] := string_to_array(body, NULL);
  grams text[] := characters;
  count int := cardinality(characters);
BEGIN
  FOR at IN 1..count - 1 LOOP
    grams[count + at] := characters[at] || characters[at + 1];
  END LOOP;
  RETURN grams;
END
$$;

CREATE INDEX "orders_search_idx" ON "orders"
  USING gin ("order_search_text"("organization_name", "reference", "sectigo_order_number") gin_trgm_ops);
CREATE INDEX "orders_short_search_idx" ON "orders"
  USING gin ("short_grams"("order_search_text"("organization_name", "reference", "sectigo_order_number")));

-- CreateIndex
CREATE INDEX "orders_certificate_type_id_idx" ON "orders"("certificate_type", "id" DESC);

-- CreateIndex
CREATE INDEX "orders_client_id_status_id_idx" ON "orders"("client_id", "status", "id" DESC);

-- CreateIndex
CREATE INDEX "orders_client_id_certificate_type_id_idx" ON "orders"("client_id", "certificate_type", "id" DESC);

-- Test orders are few where it matters; among real ones `test=false` finds its page at once.
CREATE INDEX "orders_test_idx" ON "orders" ("id" DESC) WHERE "test";
CREATE INDEX "orders_client_id_test_idx" ON "orders" ("client_id", "id" DESC) WHERE "test";
