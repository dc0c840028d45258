import { Injectable } from '@nestjs/common';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type UnreadReply } from '../../sectigo/index.js';
import { canonicalJson, sha256 } from '../../shared/canonical-json.js';

/** Of one command, within an hour. Enough to learn from; an outage with a page that is never twice the same must not fill the disk. */
const MOST_NEW_AN_HOUR = 100;
const ROWS_A_STATEMENT = 500;

@Injectable()
export class KeptTextsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** The same reply to the same question is counted. False when it is not kept, because many others were just now. */
  async keep({ command, orderNumber, reason, httpStatus, text, bytes }: UnreadReply): Promise<boolean> {
    const digest = sha256(canonicalJson([command, orderNumber, reason, httpStatus, text]));
    const kept = await this.prisma.$queryRaw<unknown[]>`
      INSERT INTO kept_texts AS known (digest, command, order_id, reason, http_status, text, bytes)
      SELECT ${digest}::text, ${command}::text, (SELECT id FROM orders WHERE sectigo_order_number = ${orderNumber}), ${reason}::text,
             ${httpStatus}::int, ${text}::text, ${bytes}::int
      WHERE EXISTS (SELECT FROM kept_texts WHERE digest = ${digest})
        OR (SELECT count(*) FROM kept_texts
            WHERE command = ${command} AND received_at > now() - interval '1 hour') < ${MOST_NEW_AN_HOUR}
      ON CONFLICT (digest) DO UPDATE SET receipts = known.receipts + 1, last_received_at = now()
      RETURNING seq`;
    return kept.length > 0;
  }

  /**
   * Removes raw texts that last came so many days ago: kept texts, replies to orders, bodies of pushes. Not the reply of an
   * order whose outcome is still unknown: it is all that there is to know.
   */
  async expire(days: number): Promise<void> {
    const before = Prisma.sql`now() - make_interval(days => ${days}::int)`;
    const statements = [
      Prisma.sql`
        DELETE FROM kept_texts WHERE seq IN (
          SELECT seq FROM kept_texts WHERE last_received_at < ${before} LIMIT ${ROWS_A_STATEMENT})`,
      Prisma.sql`
        UPDATE attempts SET raw_reply = NULL, raw_reply_framed = NULL WHERE (order_id, fence) IN (
          SELECT order_id, attempts.fence FROM attempts JOIN orders ON orders.id = order_id
          WHERE raw_reply IS NOT NULL AND finished_at < ${before} AND status <> 'outcome-unknown'
          LIMIT ${ROWS_A_STATEMENT})`,
      Prisma.sql`
        UPDATE sectigo_notifications SET raw = NULL WHERE seq IN (
          SELECT seq FROM sectigo_notifications
          WHERE raw IS NOT NULL AND last_received_at < ${before} LIMIT ${ROWS_A_STATEMENT})`,
    ];
    for (const statement of statements) {
      while ((await this.prisma.$executeRaw(statement)) === ROWS_A_STATEMENT);
    }
  }
}
