-- AlterTable: whether the end of a certificate is known from Sectigo's status alone
ALTER TABLE "orders" ADD COLUMN "expiry_polled" BOOLEAN NOT NULL DEFAULT false;



-- Certificates that came and could not be read are counted; there should be none.
CREATE INDEX "sectigo_notifications_unreadable_certificates_idx" ON "sectigo_notifications" ("order_id")
  WHERE "reason" = 'certificate-unreadable';

-- They are kept as they came: this version reads more forms of them, so all are looked at once more.
UPDATE "sectigo_notifications" SET "state" = 'waiting', "next_look_at" = now(), "settled_at" = NULL
WHERE "reason" = 'certificate-unreadable';
