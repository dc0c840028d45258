-- The few orders that Sectigo has and whose certificate it has not issued yet.
CREATE INDEX "orders_unissued_idx" ON "orders" ("id" DESC)
  WHERE "status" = 'placed' AND coalesce("certificate_status", 'pending') IN ('pending', 'awaiting-brand-validation');
