-- What an order was expected to cost when it was accepted; null: nobody asked, or nobody knew.
ALTER TABLE "orders" ADD COLUMN "reserved_cost" DECIMAL(12,2);

-- A client's last hour and its day.
CREATE INDEX "orders_client_id_created_at_idx" ON "orders"("client_id", "created_at");

-- What has one price: the kind of certificate, and whether a token comes with it.
CREATE FUNCTION "order_product"("certificate_type" text, "details" json)
  RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN "certificate_type" || CASE WHEN "details"->'provisioning'->>'method' = 'token' THEN ' with token' ELSE '' END;

-- The newest price of a product. Filled when orders are placed, so accepting one pays nothing for it.
CREATE INDEX "orders_price_idx" ON "orders" ("order_product"("certificate_type", "details"), "placed_at" DESC)
  WHERE "status" = 'placed' AND "cost" IS NOT NULL AND NOT "test";

CREATE FUNCTION "product_price"("of_product" text)
  RETURNS numeric LANGUAGE plpgsql STABLE STRICT AS $$
BEGIN
  RETURN (SELECT o.cost FROM orders AS o
          WHERE order_product(o.certificate_type, o.details) = of_product
            AND o.status = 'placed' AND o.cost IS NOT NULL AND NOT o.test
          ORDER BY o.placed_at DESC LIMIT 1);
END
$$;

-- The two below are functions, and volatile, so that they see what is committed when they are called. The rest of a
-- statement sees what was committed when it began: before it waited for the lock of the client.

-- When the n-th newest order of the last hour was accepted; null: there are fewer.
CREATE FUNCTION "client_nth_order"("of_client" text, "n" integer)
  RETURNS timestamptz LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (SELECT o.created_at FROM orders AS o
          WHERE o.client_id = of_client AND o.created_at > now() - interval '1 hour'
          ORDER BY o.created_at DESC OFFSET n - 1 LIMIT 1);
END
$$;

-- What the orders that were accepted today (UTC) have cost or may still cost; how many there are of which nobody knows
-- that; and the price of one more. All at one moment, for a price becomes known when such an order is placed.
CREATE FUNCTION "client_spend"("of_client" text, "of_product" text,
                               OUT "spent" numeric, OUT "unpriced" bigint, OUT "price" numeric)
  LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  today timestamptz := date_trunc('day', now()::timestamptz(3), 'UTC');
BEGIN
  SELECT coalesce(sum(today_by_product.amount), 0) + coalesce(sum(today_by_product.orders * newest.price), 0),
         coalesce(sum(today_by_product.orders) FILTER (WHERE newest.price IS NULL), 0), product_price(of_product)
  INTO spent, unpriced, price
  FROM (
    SELECT priced.product, sum(priced.amount) AS amount, count(*) FILTER (WHERE priced.amount IS NULL) AS orders
    FROM (
      SELECT coalesce(o.cost, o.reserved_cost) AS amount,
             CASE WHEN coalesce(o.cost, o.reserved_cost) IS NULL THEN order_product(o.certificate_type, o.details) END AS product
      FROM orders AS o
      WHERE o.client_id = of_client AND o.created_at >= today AND o.created_at < today + interval '1 day'
        AND NOT o.test AND o.status NOT IN ('rejected', 'failed', 'cancelled')
    ) AS priced
    GROUP BY priced.product
  ) AS today_by_product, LATERAL (SELECT product_price(today_by_product.product) AS price) AS newest;
END
$$;
