-- Since when somebody waits for the balance: API processes have no way to Sectigo, so they have a worker ask.
ALTER TABLE "account_balance" ADD COLUMN "wanted_at" TIMESTAMPTZ(3);
