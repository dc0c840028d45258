import { type CertificateEventType } from '../events/event-type.js';
import { Prisma } from '../platform/prisma/generated/client.js';
import { type CertificateMismatch, certificateMovesTo, isUnderWay } from './domain/certificate-status.js';
import { type CertificateStatus } from './domain/certificate-status.js';
import { NEXT_VERSION } from './order-move.query.js';

/** Days before expiry at which the client gets an event. */
export const EXPIRY_NOTICE_DAYS = [60, 30, 14, 7, 1] as const;

const FIRST_NOTICE = Prisma.sql`make_interval(days => ${Math.max(...EXPIRY_NOTICE_DAYS)}::int)`;

const EVENT_OF = {
  pending: 'certificate.updated',
  'awaiting-brand-validation': 'certificate.updated',
  failed: 'certificate.updated',
  issued: 'certificate.issued',
  rejected: 'certificate.rejected',
  revoked: 'certificate.revoked',
  replaced: 'certificate.replaced',
} as const satisfies Record<CertificateStatus, CertificateEventType>;

export interface CertificateChange {
  readonly orderId: string;
  readonly to: CertificateStatus;
  /** Sectigo's words about it. */
  readonly description: string | null;
  /** When we were told. */
  readonly at: Date;
  /** When it ends, where Sectigo says so and brings no certificate. */
  readonly validUntil?: Date | undefined;
  /** Of a certificate that came with the news. */
  readonly delivered?:
    { readonly notAfter: Date; readonly mismatches: readonly CertificateMismatch[] } | undefined;
}

/**
 * CTEs that move the certificate of a placed order forward, with the order's version and its event: `changed` is the
 * order, or empty when the news are old. They come first in a statement's `WITH`; nothing else changes a certificate.
 */
export function certificateChange({
  orderId,
  to,
  description,
  at,
  validUntil,
  delivered,
}: CertificateChange): Prisma.Sql {
  const newWords = isUnderWay(to)
    ? Prisma.sql`before.words IS DISTINCT FROM ${description}`
    : Prisma.sql`FALSE`;
  // by the locked row: another certificate may have come while this statement waited for it
  const arrives =
    delivered === undefined
      ? Prisma.sql`FALSE`
      : Prisma.sql`(before.expires_at IS NULL OR before.expiry_polled)`;
  const end = delivered?.notAfter ?? validUntil ?? null;
  const isPolled = delivered === undefined && validUntil !== undefined;
  const isLearnt = end === null ? Prisma.sql`FALSE` : Prisma.sql`before.expires_at IS NULL`;
  return Prisma.sql`
    before AS (
      SELECT id, coalesce(certificate_status, 'pending') AS was, certificate_status_description AS words, expires_at, expiry_polled
      FROM orders WHERE id = ${orderId} AND status = 'placed' FOR NO KEY UPDATE
    ), changed AS (
      UPDATE orders SET certificate_status = ${to}, certificate_status_description = ${description},
        issued_at = CASE WHEN ${to} = 'issued' THEN coalesce(issued_at, ${at}::timestamptz) ELSE issued_at END,
        revoked_at = CASE WHEN ${to} = 'revoked' THEN coalesce(revoked_at, ${at}::timestamptz) END,
        expires_at = CASE WHEN ${arrives} THEN ${end}::timestamptz ELSE coalesce(orders.expires_at, ${end}::timestamptz) END,
        expiry_polled = NOT ${arrives} AND (orders.expiry_polled OR (${isPolled} AND orders.expires_at IS NULL)),
        certificate_mismatches = CASE WHEN ${arrives} THEN ${[...(delivered?.mismatches ?? [])]}::text[]
                                      ELSE certificate_mismatches END,
        next_expiry_notice_at = CASE WHEN ${to} = 'issued' THEN
          coalesce(next_expiry_notice_at, ${end}::timestamptz - ${FIRST_NOTICE}) END,
        ${NEXT_VERSION}
      FROM before
      WHERE orders.id = before.id AND (before.was = ANY(${certificateMovesTo(to)})
        OR (before.was = ${to} AND (${newWords} OR ${arrives} OR ${isLearnt})))
      RETURNING orders.id, client_id, version, status, certificate_status, certificate_status_description AS words,
                orders.expires_at, certificate_mismatches AS mismatches, before.was
    ), event AS (
      INSERT INTO events (order_id, client_id, type, version, data)
      SELECT id, client_id, CASE WHEN was = certificate_status THEN 'certificate.updated' ELSE ${EVENT_OF[to]} END,
             version, ${CERTIFICATE_DATA}
      FROM changed
    )`;
}

/** What an event says of a certificate, of a row that has these columns. */
export const CERTIFICATE_DATA = Prisma.sql`
  jsonb_strip_nulls(jsonb_build_object('status', status, 'certificateStatus', certificate_status,
    'statusDescription', words, 'expiresAt', to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'mismatches', CASE WHEN mismatches <> '{}' THEN to_jsonb(mismatches) END))`;
