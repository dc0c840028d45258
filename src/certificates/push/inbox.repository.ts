import { Injectable } from '@nestjs/common';
import { certificateChange, type CertificateChange } from '../../orders/certificate-change.query.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type PushedField } from '../../sectigo/index.js';
import { type DeliveredCertificate } from '../deliver/delivered-certificate.js';
import { followChange } from '../poll/status-polls.repository.js';

/** Postgres says on this channel that there is something to look at in the inbox. */
export const NOTIFICATION_CHANNEL = 'sectigo_notification';

/** Should a worker be lost, so long until another one looks. */
const LOOK_AGAIN_AFTER = Prisma.sql`interval '30 seconds'`;
/** Between looks for an order that is unknown: at first short, because our own reply may be on its way. */
const WAIT = Prisma.sql`least(interval '1 hour', interval '5 seconds' * power(2, least(looks, 12) - 1))`;
const LONGEST_WAIT = Prisma.sql`interval '30 days'`;

export interface ReceivedPush {
  readonly digest: string;
  readonly fields: readonly PushedField[];
  readonly orderNumber: string | null;
  /** The unreadable body; null if everything is in `fields`. */
  readonly unreadable: {
    /** The beginning of it. */
    readonly raw: Uint8Array;
    readonly rawBytes: number;
    readonly contentType: string;
  } | null;
}

/** A push that is due, with what its order says, if that is known. */
export interface DuePush {
  readonly seq: bigint;
  readonly fields: readonly PushedField[];
  readonly receivedAt: Date;
  /** Until when it is this worker's. */
  readonly takenUntil: Date;
  readonly hasNumber: boolean;
  readonly orderId: string | null;
  /** The order's accepted request. */
  readonly details: unknown;
}

/** Stored with a change: the certificate, if one came, and the fault of the push. */
export interface PushNews {
  readonly change: CertificateChange;
  readonly certificate?: DeliveredCertificate | undefined;
  readonly reason?: string | undefined;
}

@Injectable()
export class InboxRepository {
  constructor(private readonly prisma: PrismaService) {}

  async store({ digest, fields, orderNumber, unreadable }: ReceivedPush): Promise<void> {
    const json = Prisma.sql`${JSON.stringify(fields)}::jsonb`;
    const push = unreadable
      ? Prisma.sql`(digest, fields, order_number, state, reason, next_look_at, settled_at, raw, raw_bytes, content_type)
          VALUES (${digest}, ${json}, ${orderNumber}, 'unreadable', 'body-unreadable', NULL, now(),
                  ${unreadable.raw}, ${unreadable.rawBytes}, ${unreadable.contentType})`
      : Prisma.sql`(digest, fields, order_number) VALUES (${digest}, ${json}, ${orderNumber})`;
    await this.prisma.$queryRaw`
      WITH stored AS (
        INSERT INTO sectigo_notifications AS known ${push}
        ON CONFLICT (digest) DO UPDATE SET receipts = known.receipts + 1, last_received_at = now()
        RETURNING seq
      ) SELECT pg_notify(${NOTIFICATION_CHANNEL}, '')::text FROM stored`;
  }

  /** Oldest first. A worker has half a minute for them; two workers with the same push do no harm. */
  async takeDue(limit: number): Promise<DuePush[]> {
    return this.prisma.$queryRaw<DuePush[]>`
      WITH due AS (
        SELECT seq FROM sectigo_notifications WHERE next_look_at <= now()
        ORDER BY next_look_at, seq LIMIT ${limit} FOR UPDATE SKIP LOCKED
      ), taken AS (
        UPDATE sectigo_notifications AS push SET next_look_at = now() + ${LOOK_AGAIN_AFTER}, looks = looks + 1
        FROM due WHERE push.seq = due.seq RETURNING push.seq, fields, received_at, order_number, next_look_at
      )
      SELECT taken.seq, taken.fields, taken.received_at AS "receivedAt", taken.next_look_at AS "takenUntil",
             order_number IS NOT NULL AS "hasNumber", orders.id AS "orderId", details
      FROM taken LEFT JOIN orders ON sectigo_order_number = order_number AND status = 'placed' ORDER BY taken.seq`;
  }

  /** For its order to be placed, or for a month. Not when it was placed since the push was taken: then it is due now. */
  async wait({ seq, takenUntil }: Pick<DuePush, 'seq' | 'takenUntil'>): Promise<void> {
    await this.prisma.$executeRaw`
      UPDATE sectigo_notifications SET
        state = CASE WHEN received_at > now() - ${LONGEST_WAIT} THEN 'waiting' ELSE 'unmatched' END,
        next_look_at = CASE WHEN received_at > now() - ${LONGEST_WAIT} THEN now() + ${WAIT} END,
        settled_at = CASE WHEN received_at > now() - ${LONGEST_WAIT} THEN NULL ELSE now() END
      WHERE seq = ${seq} AND state IN ('received', 'waiting') AND next_look_at = ${takenUntil}`;
  }

  /** The push changes nothing. */
  async setAside(seq: bigint, orderId: string | null, reason: string): Promise<void> {
    await this.prisma.$executeRaw`
      UPDATE sectigo_notifications SET state = 'unusable', reason = ${reason}, order_id = ${orderId}, next_look_at = NULL,
             settled_at = now()
      WHERE seq = ${seq} AND state IN ('received', 'waiting')`;
  }

  /** The change, its event, the certificate and the end of the push, in one statement. False when the news were old. */
  async apply(seq: bigint, { change, certificate, reason }: PushNews): Promise<boolean> {
    const another = certificate
      ? Prisma.sql`CASE WHEN EXISTS (SELECT FROM certificates WHERE order_id = ${change.orderId}
                                     AND sha256 <> ${certificate.sha256}) THEN 'another-certificate' END`
      : Prisma.sql`NULL`;
    const rows = await this.prisma.$queryRaw<{ changed: boolean }[]>`
      WITH ${certificateChange(change)}, ${keepCertificate(certificate)}, ${followChange(change.to)}, settled AS (
        UPDATE sectigo_notifications SET state = CASE WHEN EXISTS (SELECT FROM changed) THEN 'applied' ELSE 'superseded' END,
               reason = coalesce(${reason ?? null}, ${another}), order_id = ${change.orderId}, next_look_at = NULL, settled_at = now()
        WHERE seq = ${seq} AND state IN ('received', 'waiting')
      ) SELECT EXISTS (SELECT FROM changed) AS changed`;
    return rows[0]?.changed ?? false;
  }
}

/**
 * A CTE beside `certificateChange` that keeps the delivered certificate: even if the status is old news, because
 * the certificate is not. The first that came stays.
 */
function keepCertificate(certificate: DeliveredCertificate | undefined): Prisma.Sql {
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
