-- AlterTable
ALTER TABLE "attempts" ADD COLUMN     "stage" TEXT;



-- Null: of a version that did not say. It may have sent.
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_stage_check" CHECK ("stage" IN ('claimed', 'sending'));
