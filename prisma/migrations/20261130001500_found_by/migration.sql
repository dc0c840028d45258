-- What somebody who asks about an order has at hand: the id of the certificate, the id of a request.
CREATE INDEX "orders_certificate_id_idx" ON "orders" ("certificate_id") WHERE "certificate_id" IS NOT NULL;
CREATE INDEX "audit_entries_request_id_idx" ON "audit_entries" ("request_id") WHERE "request_id" IS NOT NULL;
