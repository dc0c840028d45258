-- AlterTable: what Sectigo answered where not everything in it could be read, without our login
ALTER TABLE "attempts" ADD COLUMN "raw_reply" TEXT;
