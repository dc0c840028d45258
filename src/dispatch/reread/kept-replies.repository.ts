import { Injectable } from '@nestjs/common';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type KeptReply } from '../../sectigo/index.js';

/** Versions that did not write down whether a reply was whole kept so many characters. */
const CUT_ONCE_AT = 2_000;

/** A longer text was cut when it was kept. */
const CUT_AT_BYTES = 65_533;

/** The reply of an attempt whose order's outcome is unknown. */
export interface KeptOrderReply extends KeptReply {
  readonly orderId: string;
  readonly fence: number;
  /** That the order has used up. */
  readonly attempts: number;
  readonly finishedAt: Date;
  /** Whether no attempt, and no word of an operator, came after it. */
  readonly newest: boolean;
  /** Whether no other attempt may have bought it. */
  readonly alone: boolean;
}

@Injectable()
export class KeptRepliesRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Oldest first. Only complete replies from Sectigo itself: no error pages, nothing truncated. */
  async unread(since: Date): Promise<KeptOrderReply[]> {
    return this.prisma.$queryRaw<KeptOrderReply[]>`
      SELECT order_id AS "orderId", attempts.fence, orders.attempts, finished_at AS "finishedAt", raw_reply AS text,
             http_status AS "httpStatus", coalesce(raw_reply_framed, false) AS framed, attempts.fence = orders.fence AS newest,
             NOT EXISTS (SELECT FROM attempts AS other WHERE other.order_id = orders.id AND other.fence <> attempts.fence
                           AND (other.outcome IS NULL OR other.outcome = 'unknown')) AS alone
      FROM orders JOIN attempts ON order_id = orders.id
      WHERE status = 'outcome-unknown' AND outcome = 'unknown' AND reason IN ('unreadable', 'error-code')
        AND raw_reply IS NOT NULL AND octet_length(raw_reply) < ${CUT_AT_BYTES} AND (raw_reply_framed IS NOT NULL OR char_length(raw_reply) < ${CUT_ONCE_AT}) AND http_status IS NOT NULL AND finished_at >= ${since}::timestamptz
      ORDER BY finished_at, order_id`;
  }

  /** Whether an order of ours has this number of Sectigo's. */
  async isKnown(orderNumber: string): Promise<boolean> {
    const rows = await this.prisma.$queryRaw<unknown[]>`
      SELECT FROM orders WHERE sectigo_order_number = ${orderNumber}`;
    return rows.length > 0;
  }
}
