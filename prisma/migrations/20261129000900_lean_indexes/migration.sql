-- What no query needs, or another index has as well: each of these was written into with the orders of every day.

-- The orders in these statuses are few, and "orders_status_id_idx" has them in the order of their ids.
DROP INDEX "orders_held_idx";
DROP INDEX "orders_outcome_unknown_idx";
-- As many as may be under way at once, so the end of a lease is looked up among them all.
DROP INDEX "orders_submitting_idx";
-- Lines of the report are compared with all unsettled orders, not with those of one name.
DROP INDEX "orders_unsettled_organization_idx";
-- The pushes about one order are few: "sectigo_notifications_order_idx" has them.
DROP INDEX "sectigo_notifications_waiting_idx";
