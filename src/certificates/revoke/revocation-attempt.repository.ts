import { Injectable } from '@nestjs/common';
import { appendEvent } from '../../events/append-event.query.js';
import { certificateChange } from '../../orders/certificate-change.query.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type RevocationOutcome, type RevocationReasonCode } from '../../sectigo/index.js';
import { endOf, type RevocationDecision, type RevocationEnd } from './revocation-decision.js';
import { REVOCATION_SETTLED_CHANNEL } from './revocation.repository.js';
import { intervalOf } from '../../platform/prisma/sql-interval.js';
import { NEXT_VERSION } from '../../orders/order-move.query.js';

const IS_DUE = Prisma.sql`
  revocations.status = 'requested' AND next_attempt_at <= now() AND (lease_expires_at IS NULL OR lease_expires_at <= now())`;
export interface RevocationClaim {
  readonly orderId: string;
  readonly orderNumber: string;
  /** Fencing number: what this attempt finds out is written with it. */
  readonly fence: number;
  /** This one included. */
  readonly attempts: number;
  readonly reason: string;
  readonly reasonCode: RevocationReasonCode;
  readonly test: boolean;
  /** By the database's clock. */
  readonly claimedAt: Date;
}

/** One attempt after the other to have a certificate revoked, over all workers. */
@Injectable()
export class RevocationAttemptRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Whether a claim would find anything: asked before the login is tried for nothing. */
  async anyDue(): Promise<boolean> {
    const rows = await this.prisma.$queryRaw<unknown[]>`SELECT FROM revocations WHERE ${IS_DUE} LIMIT 1`;
    return rows.length > 0;
  }

  /** Makes the revocation that is due longest ours, committed before anything is sent. */
  async claim(leaseMs: number): Promise<RevocationClaim | null> {
    const rows = await this.prisma.$queryRaw<RevocationClaim[]>`
      WITH due AS (
        SELECT order_id FROM revocations WHERE ${IS_DUE} ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED
      )
      UPDATE revocations SET fence = revocations.fence + 1, attempts = revocations.attempts + 1,
             lease_expires_at = now() + ${intervalOf(leaseMs)}
      FROM due, orders WHERE revocations.order_id = due.order_id AND orders.id = due.order_id
      RETURNING revocations.order_id AS "orderId", sectigo_order_number AS "orderNumber", revocations.fence,
                revocations.attempts, reason, reason_code AS "reasonCode", test, now() AS "claimedAt"`;
    return rows[0] ?? null;
  }

  /**
   * What the attempt found out, with the certificate and the event: all of it or nothing, and nothing when a newer
   * attempt has the revocation. The order is locked before it is looked at, so a push cannot come in between.
   */
  async record(
    claim: RevocationClaim,
    outcome: RevocationOutcome['kind'],
    decision: RevocationDecision,
  ): Promise<boolean> {
    return this.prisma.$transaction(async (transaction) => {
      const [ours] = await transaction.$queryRaw<{ wasIssued: boolean }[]>`
        SELECT coalesce(certificate_status IN ('issued', 'replaced'), false) AS "wasIssued"
        FROM revocations JOIN orders ON orders.id = order_id
        WHERE order_id = ${claim.orderId} AND revocations.fence = ${claim.fence} AND revocations.status = 'requested'
        FOR NO KEY UPDATE`;
      if (ours === undefined) return false;
      await transaction.$queryRaw(recording(claim, outcome, endOf(decision, ours.wasIssued)));
      return true;
    });
  }
}

function recording(claim: RevocationClaim, outcome: string, end: RevocationEnd): Prisma.Sql {
  const over = Prisma.sql`SELECT pg_notify(${REVOCATION_SETTLED_CHANNEL}, order_id)::text FROM recorded`;
  switch (end.kind) {
    case 'done': {
      const change = { orderId: claim.orderId, to: end.certificate, description: null, at: claim.claimedAt };
      return Prisma.sql`
        WITH ${certificateChange(change)}, recorded AS (
          ${update(claim, outcome, Prisma.sql`status = 'done', next_attempt_at = NULL, settled_at = now(), problem = NULL`)}
        ) ${over}`;
    }
    case 'again':
      return update(
        claim,
        outcome,
        Prisma.sql`next_attempt_at = now() + ${intervalOf(end.delayMs)},
          problem = ${end.problem && JSON.stringify(end.problem)}::jsonb`,
      );
    case 'refused':
      return Prisma.sql`
        WITH recorded AS (
          ${update(
            claim,
            outcome,
            Prisma.sql`status = 'refused', next_attempt_at = NULL, settled_at = now(),
              problem = ${JSON.stringify(end.problem)}::jsonb`,
          )}
        ), changed AS (
          UPDATE orders SET ${NEXT_VERSION}
          FROM recorded WHERE orders.id = order_id
          RETURNING orders.id, client_id, version, orders.status, recorded.problem
        ), event AS (${appendEvent('changed', 'order.revocation-refused')})
        ${over}`;
  }
}

function update({ orderId }: RevocationClaim, outcome: string, changes: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    UPDATE revocations SET outcome = ${outcome}, lease_expires_at = NULL, ${changes}
    WHERE order_id = ${orderId} RETURNING order_id, problem`;
}
