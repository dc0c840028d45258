import { Injectable } from '@nestjs/common';
import { CERTIFICATE_DATA, EXPIRY_NOTICE_DAYS } from '../../orders/certificate-change.query.js';
import { UPDATED_NOW } from '../../orders/order-move.query.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';

const NOTICES_A_STATEMENT = 200;
const DAYS = Prisma.sql`unnest(${[...EXPIRY_NOTICE_DAYS]}::int[]) AS days`;

@Injectable()
export class ExpiryRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Tells clients in time that a certificate ends. */
  async tellAllDue(): Promise<void> {
    while ((await this.tellDue(NOTICES_A_STATEMENT)) === NOTICES_A_STATEMENT);
  }

  /**
   * Writes `certificate.expiring` for certificates whose next notice is due, and sets the one after it. Notices that
   * were missed are not made up for: only the nearest to the end is told.
   */
  async tellDue(limit: number): Promise<number> {
    const rows = await this.prisma.$queryRaw<{ id: string }[]>`
      WITH due AS (
        SELECT id FROM orders WHERE next_expiry_notice_at <= now() AND certificate_status = 'issued'
        ORDER BY next_expiry_notice_at LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED
      ), changed AS (
        UPDATE orders SET version = version + (expires_at > now())::int, ${UPDATED_NOW},
          next_expiry_notice_at = (
          SELECT min(expires_at - make_interval(days => days)) FROM ${DAYS}
          WHERE expires_at - make_interval(days => days) > now())
        FROM due WHERE orders.id = due.id
        RETURNING orders.id, client_id, version, status, certificate_status, certificate_status_description AS words,
                  expires_at, certificate_mismatches AS mismatches
      ), event AS (
        INSERT INTO events (order_id, client_id, type, version, data)
        SELECT id, client_id, 'certificate.expiring', version, ${CERTIFICATE_DATA} || jsonb_build_object('daysLeft',
               greatest(0, ceil(extract(epoch FROM expires_at - now()) / 86400)))
        FROM changed WHERE expires_at > now()
      ) SELECT id FROM changed`;
    return rows.length;
  }
}
