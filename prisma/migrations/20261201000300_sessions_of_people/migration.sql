-- AlterTable: whose session it is, what it may do, and when it was used last. The former version makes sessions of the operator
-- key only, which may do everything.
ALTER TABLE "operator_sessions" ADD COLUMN     "role" TEXT NOT NULL DEFAULT 'admin',
ADD COLUMN     "subject" TEXT,
ADD COLUMN     "name" TEXT,
ADD COLUMN     "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD CONSTRAINT "operator_sessions_role" CHECK ("role" IN ('viewer', 'operator', 'admin')),
ADD CONSTRAINT "operator_sessions_person" CHECK (("subject" IS NULL) = ("name" IS NULL));
