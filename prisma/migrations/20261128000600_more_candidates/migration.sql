-- AlterTable: lines of the report beyond those that are kept as candidates
ALTER TABLE "reconciliations" ADD COLUMN "more_candidates" INTEGER NOT NULL DEFAULT 0;
