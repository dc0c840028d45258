-- The guard against duplicates asks for all orders of a certificate, not only the newest.
CREATE INDEX "orders_client_id_certificate_digest_idx" ON "orders"("client_id", "certificate_digest");
