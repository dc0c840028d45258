import { Injectable } from '@nestjs/common';
import { OPERATOR_CLIENT_ID } from '../../access/principal.js';
import { named } from '../../platform/prisma/named-statement.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';

export interface FanOutBatch {
  /** Up to this event deliveries have been made; null if another process is making them. */
  readonly upTo: bigint | null;
  /** For which webhooks there is something new. */
  readonly webhookIds: readonly string[];
}

@Injectable()
export class FanOutRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * Makes the deliveries of the next events and moves on, in one statement: either both are committed or neither.
   * If another process is at it, there is nothing to do. A webhook gets no events from before it was made.
   */
  async next(settled: bigint, limit: number): Promise<FanOutBatch> {
    const rows = await this.prisma.$queryRaw<FanOutBatch[]>(named('fan-out-events')`
      WITH position AS (
        SELECT last_seq FROM webhook_fan_out FOR UPDATE SKIP LOCKED
      ), batch AS (
        SELECT e.seq, e.client_id, e.type, e.created_at FROM position, LATERAL (
          SELECT * FROM events WHERE seq > position.last_seq AND seq <= ${settled} ORDER BY seq LIMIT ${limit}
        ) AS e
      ), moved AS (
        UPDATE webhook_fan_out
        SET last_seq = CASE WHEN (SELECT count(*) FROM batch) < ${limit} THEN ${settled} ELSE (SELECT max(seq) FROM batch) END
        WHERE EXISTS (SELECT FROM position WHERE last_seq < ${settled})
        RETURNING last_seq
      ), made AS (
        INSERT INTO webhook_deliveries (webhook_id, event_seq)
        SELECT w.id, batch.seq FROM batch JOIN webhooks w
          ON w.client_id IN (batch.client_id, ${OPERATOR_CLIENT_ID}) AND w.created_at <= batch.created_at
        WHERE w.disabled_at IS NULL AND batch.type <> 'webhook.test'
          AND (w.event_types = '{}' OR batch.type = ANY(w.event_types))
        ORDER BY batch.seq
        ON CONFLICT DO NOTHING
        RETURNING webhook_id
      )
      SELECT coalesce((SELECT last_seq FROM moved), (SELECT last_seq FROM position)) AS "upTo",
             array(SELECT DISTINCT webhook_id FROM made) AS "webhookIds"`);
    return rows[0] ?? { upTo: null, webhookIds: [] };
  }
}
