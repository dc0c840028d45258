import { Injectable } from '@nestjs/common';
import { type Actor } from '../../access/principal.js';
import { appendAudit } from '../../audit/append-audit.query.js';
import { Prisma, type Revocation } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type ExpectedVersions } from '../../orders/domain/expected-versions.js';
import { isAtVersion } from '../../orders/order-move.query.js';
import { type RevocationReasonCode } from '../../sectigo/index.js';

/** Postgres says on these channels that there is something to revoke, and of which order it is over. */
export const REVOCATION_REQUESTED_CHANNEL = 'revocation_requested';
export const REVOCATION_SETTLED_CHANNEL = 'revocation_settled';

/** Certificates that need no revocation at Sectigo. */
const GONE_ALREADY = Prisma.sql`coalesce(certificate_status, 'pending') IN ('revoked', 'rejected')`;

export interface RevocationWish {
  readonly orderId: string;
  readonly reason: string;
  readonly reasonCode: RevocationReasonCode;
  readonly by: Actor;
  readonly versions: ExpectedVersions;
}

export type RevocationState = Pick<Revocation, 'status' | 'problem'>;

/** The wishes that people have. */
@Injectable()
export class RevocationRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * Stores the request, and wakes the workers. An open or finished revocation stays as it is; a refused one is
   * requested again. False for an order that is not placed or has another version than expected.
   */
  async request({ orderId, reason, reasonCode, by, versions }: RevocationWish): Promise<boolean> {
    const rows = await this.prisma.$queryRaw<unknown[]>`
      WITH placed AS MATERIALIZED (
        SELECT id, certificate_status FROM orders
        WHERE id = ${orderId} AND status = 'placed' AND ${isAtVersion(versions)}
      ), asked AS (
        INSERT INTO revocations AS earlier (order_id, reason, reason_code, requested_by)
        SELECT id, ${reason}, ${reasonCode}, ${by.credential} FROM placed WHERE NOT ${GONE_ALREADY}
        ON CONFLICT (order_id) DO UPDATE
          SET reason = excluded.reason, reason_code = excluded.reason_code, requested_by = excluded.requested_by,
              requested_at = now(), status = 'requested', attempts = 0, next_attempt_at = now(), settled_at = NULL,
              outcome = NULL, problem = NULL
          WHERE earlier.status = 'refused'
        RETURNING order_id AS id, NULL::jsonb AS before, jsonb_build_object('reasonCode', reason_code) AS after
      ), audit AS (${appendAudit('asked', { by, action: 'order.revoke', note: reason })})
      SELECT (SELECT pg_notify(${REVOCATION_REQUESTED_CHANNEL}, asked.id)::text FROM asked) FROM placed`;
    return rows.length > 0;
  }

  async find(orderId: string): Promise<RevocationState | null> {
    return this.prisma.revocation.findUnique({
      where: { orderId },
      select: { status: true, problem: true },
    });
  }
}
