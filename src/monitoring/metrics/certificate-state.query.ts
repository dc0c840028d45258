import { Injectable } from '@nestjs/common';
import { MISMATCHED } from '../../orders/find/order-page.query.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';

/** The state of certificates, the same from every process. */
export interface CertificateCounts {
  /** Issued, and ending within so many days. */
  readonly endingWithin7Days: number;
  readonly endingWithin30Days: number;
  /** Issued certificates that differ from their order. */
  readonly mismatched: number;
  /** Pushed by Sectigo about orders that are not known. */
  readonly pushesWaiting: number;
  /** Since when the oldest push about a known order is not applied, in seconds; 0: none is. */
  readonly oldestPushAgeS: number;
  /** Issued certificates that could not be read. */
  readonly certificatesUnreadable: number;
  /** Unreadable pushes of the last day. */
  readonly pushesUnreadable: number;
  /** Asked for, and neither done nor refused. */
  readonly openRevocations: number;
  /** Age of the oldest of them in seconds; 0: none. */
  readonly oldestRevocationAgeS: number;
}

@Injectable()
export class CertificateStateQuery {
  constructor(private readonly prisma: PrismaService) {}

  async read(): Promise<CertificateCounts> {
    const [counts] = await this.prisma.$queryRaw<CertificateCounts[]>`
      SELECT ending."endingWithin7Days", ending."endingWithin30Days",
             (SELECT count(*)::int FROM orders WHERE ${MISMATCHED}) AS mismatched,
             pushes."pushesWaiting", pushes."oldestPushAgeS",
             (SELECT count(*)::int FROM sectigo_notifications
              WHERE state = 'unreadable' AND last_received_at > now() - interval '1 day') AS "pushesUnreadable",
             (SELECT count(*)::int FROM orders
              WHERE certificate_status = 'issued' AND NOT EXISTS (SELECT FROM certificates WHERE order_id = orders.id)
                AND id IN (SELECT order_id FROM sectigo_notifications WHERE reason = 'certificate-unreadable'))
               AS "certificatesUnreadable",
             revoking."openRevocations", revoking."oldestRevocationAgeS"
      FROM (
        SELECT count(*) FILTER (WHERE expires_at < now() + interval '7 days')::int AS "endingWithin7Days",
               count(*)::int AS "endingWithin30Days"
        FROM orders WHERE expires_at BETWEEN now() AND now() + interval '30 days' AND certificate_status = 'issued'
      ) AS ending, (
        SELECT count(*) FILTER (WHERE state = 'waiting')::int AS "pushesWaiting",
               coalesce(greatest(extract(epoch FROM now() - min(received_at) FILTER (WHERE state = 'received')), 0), 0)::float8
                 AS "oldestPushAgeS"
        FROM sectigo_notifications WHERE next_look_at IS NOT NULL
      ) AS pushes, (
        SELECT count(*)::int AS "openRevocations",
               coalesce(greatest(extract(epoch FROM now() - min(requested_at)), 0), 0)::float8 AS "oldestRevocationAgeS"
        FROM revocations WHERE status = 'requested'
      ) AS revoking`;
    if (counts === undefined) throw new Error('an aggregate gave no row');
    return counts;
  }
}
