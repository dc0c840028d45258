import { type CertificateStatus, isUnderWay } from '../../orders/domain/certificate-status.js';
import { Prisma } from '../../platform/prisma/generated/client.js';

/** A CTE beside `certificateChange`: what is final need not be read again, and after news the next may be near. */
export function followChange(to: CertificateStatus): Prisma.Sql {
  const next = isUnderWay(to) ? Prisma.sql`next_poll_at` : Prisma.sql`NULL`;
  return Prisma.sql`followed AS (
    UPDATE status_polls SET next_poll_at = ${next}, silent_polls = 0 WHERE order_id IN (SELECT id FROM changed)
  )`;
}
