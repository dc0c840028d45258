import { Injectable } from '@nestjs/common';
import { appendAudit, type Author } from '../../audit/append-audit.query.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type PushedField } from '../../sectigo/index.js';
import { sequenceId } from '../../shared/sequence-id.js';
import { NOTIFICATION_CHANNEL } from '../push/inbox.repository.js';

/** A push that could not be parsed or used. */
export interface UnreadPush {
  readonly seq: bigint;
  readonly state: 'unreadable' | 'unusable';
  readonly reason: string | null;
  readonly fields: readonly PushedField[];
  /** Of an unreadable one: its body, unless that was longer than is kept, or is kept no more. */
  readonly body: Uint8Array | null;
  readonly contentType: string;
  readonly lastReceivedAt: Date;
}

@Injectable()
export class UnreadPushesRepository {
  constructor(private readonly prisma: PrismaService) {}

  async unread(since: Date): Promise<UnreadPush[]> {
    return this.prisma.$queryRaw<UnreadPush[]>`
      SELECT seq, state, reason, fields, CASE WHEN octet_length(raw) = raw_bytes THEN raw END AS body,
             coalesce(content_type, '') AS "contentType", last_received_at AS "lastReceivedAt"
      FROM sectigo_notifications
      WHERE state IN ('unreadable', 'unusable') AND last_received_at >= ${since}::timestamptz ORDER BY seq`;
  }

  /** Puts it into the inbox again, as if it had just come. False if that has been done meanwhile. */
  async putBack(
    { seq, state }: UnreadPush,
    { fields, orderNumber }: { readonly fields: readonly PushedField[]; readonly orderNumber: string | null },
    by: Author,
  ): Promise<boolean> {
    const id = sequenceId('ntf', seq);
    const rows = await this.prisma.$queryRaw<unknown[]>`
      WITH changed AS (
        UPDATE sectigo_notifications SET fields = ${JSON.stringify(fields)}::jsonb, order_number = ${orderNumber},
               state = 'received', reason = NULL, looks = 0, next_look_at = now(), settled_at = NULL
        WHERE seq = ${seq} AND state = ${state}
        RETURNING ${id}::text AS id, jsonb_build_object('state', ${state}::text) AS before,
                  jsonb_build_object('state', state) AS after
      ), audit AS (${appendAudit('changed', { by, action: 'notification.reread' })})
      SELECT pg_notify(${NOTIFICATION_CHANNEL}, '')::text FROM changed`;
    return rows.length > 0;
  }
}
