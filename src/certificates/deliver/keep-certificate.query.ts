import { Prisma } from '../../platform/prisma/generated/client.js';
import { type DeliveredCertificate } from './delivered-certificate.js';

/**
 * A CTE that keeps what came with a change, beside `certificateChange`: also when the news of the status are old, because
 * the certificate is not. The first that came stays.
 */
export function keepCertificate(certificate: DeliveredCertificate | undefined): Prisma.Sql {
  if (certificate === undefined) return Prisma.sql`kept AS (SELECT)`;
  const { certificatePem, chainPem, sha256, serialNumber, subject, issuer, notBefore, notAfter } =
    certificate;
  return Prisma.sql`kept AS (
    INSERT INTO certificates (order_id, certificate_pem, chain_pem, sha256, serial_number, subject, issuer, not_before,
                              not_after)
    SELECT id, ${certificatePem}, ${chainPem}, ${sha256}, ${serialNumber}, ${subject}, ${issuer},
           ${notBefore}::timestamptz, ${notAfter}::timestamptz
    FROM before ON CONFLICT (order_id) DO NOTHING
  )`;
}
