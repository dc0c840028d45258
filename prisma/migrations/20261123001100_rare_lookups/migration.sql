-- What is asked for seldom and must not read everything; docs/PERFORMANCE.md has what it brings. Neither accepting nor
-- placing an order writes into any of these.

-- Issued certificates that end soon: counted by their end, listed newest order first from the index alone.
CREATE INDEX "orders_ending_idx" ON "orders" ("expires_at") WHERE "certificate_status" = 'issued';
CREATE INDEX "orders_issued_idx" ON "orders" ("id" DESC) INCLUDE ("client_id", "status", "expires_at")
  WHERE "certificate_status" = 'issued';
DROP INDEX "orders_expires_at_idx";

-- Events of a type that not every order has. Of the others a page is soon found by walking the log.
CREATE INDEX "events_of_rare_types_idx" ON "events" ("type", "seq")
  WHERE "type" NOT IN ('order.accepted', 'order.submitting', 'order.placed', 'certificate.issued');
