-- Which order goes next is decided by whose turn it is: the oldest due order of each client, client by client. Nobody asks
-- any more for the oldest due order of all.
CREATE INDEX "orders_turns_idx" ON "orders" ("client_id", "next_attempt_at", "id") WHERE "status" = 'queued';
DROP INDEX "orders_queued_idx";
