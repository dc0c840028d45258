-- Which attempt, by the order's fence, the absence is about: that of an earlier one proves nothing of a later one.
ALTER TABLE "reconciliations" ADD COLUMN "absent_fence" INTEGER;
