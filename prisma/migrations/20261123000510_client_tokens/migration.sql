-- By which name an identity provider knows a client.
ALTER TABLE "clients" ADD COLUMN "jwt_subject" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "clients_jwt_subject_key" ON "clients"("jwt_subject");
