-- AlterTable: which order an order renews, and the newest order that renews it
ALTER TABLE "orders" ADD COLUMN "renewal_of" TEXT,
ADD COLUMN "renewed_by" TEXT;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_renewal_of_fkey" FOREIGN KEY ("renewal_of") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the Prisma schema cannot say: an order has at most one renewal that was bought or may be.
CREATE UNIQUE INDEX "orders_living_renewal_key" ON "orders" ("renewal_of")
  WHERE "renewal_of" IS NOT NULL AND "status" NOT IN ('rejected', 'failed', 'cancelled');
