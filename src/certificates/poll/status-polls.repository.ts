import { Injectable } from '@nestjs/common';
import { certificateChange, type CertificateChange } from '../../orders/certificate-change.query.js';
import { type CertificateStatus, isUnderWay } from '../../orders/domain/certificate-status.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { intervalOf } from '../../platform/prisma/sql-interval.js';

/** Sectigo asks not to be asked more often: "no more frequently than once every three hours". */
const FLOOR = Prisma.sql`interval '3 hours'`;
/** Twice as long after each read that tells nothing new, up to a day, and each time a little longer, to spread them. */
const NEXT = Prisma.sql`now() + least(interval '1 day', ${FLOOR} * power(2, least(silent_polls, 3))) * (1 + random() / 10)`;

export interface DuePoll {
  readonly orderId: string;
  readonly orderNumber: string;
}

@Injectable()
export class StatusPollsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async isDue(): Promise<boolean> {
    const rows = await this.prisma.$queryRaw<unknown[]>`
      SELECT order_id FROM status_polls WHERE next_poll_at <= now() LIMIT 1`;
    return rows.length > 0;
  }

  /**
   * The order that waits longest, if one is due and the rate of all workers allows it. The read is
   * committed first: whatever its result, the next is three hours away.
   */
  async takeDue(perMinute: number): Promise<DuePoll | null> {
    const gap = intervalOf(60_000 / perMinute);
    const rows = await this.prisma.$queryRaw<DuePoll[]>`
      WITH due AS (
        SELECT order_id FROM status_polls
        WHERE next_poll_at <= now() AND (last_poll_at IS NULL OR last_poll_at <= now() - ${FLOOR})
        ORDER BY next_poll_at LIMIT 1 FOR UPDATE SKIP LOCKED
      ), pace AS (
        UPDATE status_poll_pace SET next_at = greatest(next_at, now() - ${gap}) + ${gap}
        WHERE next_at <= now() AND EXISTS (SELECT FROM due) RETURNING id
      ), taken AS (
        UPDATE status_polls SET last_poll_at = now(), next_poll_at = ${NEXT}, polls = polls + 1,
               silent_polls = silent_polls + 1
        FROM due WHERE status_polls.order_id = due.order_id AND EXISTS (SELECT FROM pace)
        RETURNING status_polls.order_id
      )
      SELECT orders.id AS "orderId", sectigo_order_number AS "orderNumber" FROM taken JOIN orders ON orders.id = order_id`;
    return rows[0] ?? null;
  }

  /** Stores the result, with an event if it is new. */
  async apply(change: CertificateChange): Promise<boolean> {
    const rows = await this.prisma.$queryRaw<{ changed: boolean }[]>`
      WITH ${certificateChange(change)}, ${followChange(change.to)} SELECT EXISTS (SELECT FROM changed) AS changed`;
    return rows[0]?.changed ?? false;
  }

  async recordResult(orderId: string, result: string): Promise<void> {
    await this.prisma.$executeRaw`
      UPDATE status_polls SET result = ${result},
             next_poll_at = CASE WHEN (SELECT certificate_status FROM orders WHERE id = order_id)
               IN ('issued', 'rejected', 'revoked', 'replaced') THEN NULL ELSE next_poll_at END
      WHERE order_id = ${orderId}`;
  }
}

/** A CTE beside `certificateChange`: final statuses are not read again; after a change the next read comes sooner. */
export function followChange(to: CertificateStatus): Prisma.Sql {
  const next = isUnderWay(to) ? Prisma.sql`next_poll_at` : Prisma.sql`NULL`;
  return Prisma.sql`followed AS (
    UPDATE status_polls SET next_poll_at = ${next}, silent_polls = 0 WHERE order_id IN (SELECT id FROM changed)
  )`;
}
