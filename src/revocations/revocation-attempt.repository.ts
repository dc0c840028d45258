import { Injectable } from '@nestjs/common';
import { certificateChange } from '../orders/certificate-change.query.js';
import { Prisma } from '../platform/prisma/generated/client.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { type RevocationOutcome, type RevocationReasonCode } from '../sectigo/index.js';
import { type RevocationDecision } from './revocation-decision.js';
import { REVOCATION_SETTLED_CHANNEL } from './revocation.repository.js';

const IS_DUE = Prisma.sql`
  revocations.status = 'requested' AND next_attempt_at <= now() AND (lease_expires_at IS NULL OR lease_expires_at <= now())`;
const seconds = (ms: number): Prisma.Sql => Prisma.sql`make_interval(secs => ${ms / 1_000}::float8)`;

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

type Transaction = Pick<PrismaService, '$queryRaw' | '$executeRaw'>;

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
             lease_expires_at = now() + ${seconds(leaseMs)}
      FROM due, orders WHERE revocations.order_id = due.order_id AND orders.id = due.order_id
      RETURNING revocations.order_id AS "orderId", sectigo_order_number AS "orderNumber", revocations.fence,
                revocations.attempts, reason, reason_code AS "reasonCode", test, now() AS "claimedAt"`;
    return rows[0] ?? null;
  }

  /**
   * What the attempt found out, with the certificate and its event: all of it or nothing, and nothing when a newer
   * attempt has the revocation. The order is locked before it is looked at, so a push cannot come in between.
   */
  async record(
    claim: RevocationClaim,
    outcome: RevocationOutcome['kind'],
    decision: RevocationDecision,
  ): Promise<boolean> {
    const { orderId, fence } = claim;
    return this.prisma.$transaction(async (transaction) => {
      const recorded = await transaction.$executeRaw`
        UPDATE revocations SET outcome = ${outcome}, lease_expires_at = NULL, ${changesOf(decision)}
        WHERE order_id = ${orderId} AND fence = ${fence} AND status = 'requested'`;
      if (recorded === 0) return false;
      if (decision.kind === 'done') await changeCertificate(transaction, claim, decision.certificate);
      if (decision.kind !== 'again') {
        await transaction.$queryRaw`SELECT pg_notify(${REVOCATION_SETTLED_CHANNEL}, ${orderId})::text`;
      }
      return true;
    });
  }
}

function changesOf(decision: RevocationDecision): Prisma.Sql {
  switch (decision.kind) {
    case 'done':
      return Prisma.sql`status = 'done', next_attempt_at = NULL, settled_at = now(), problem = NULL`;
    case 'again':
      return Prisma.sql`next_attempt_at = now() + ${seconds(decision.delayMs)},
        problem = ${decision.problem && JSON.stringify(decision.problem)}::jsonb`;
    case 'refused':
      return Prisma.sql`status = 'refused', next_attempt_at = NULL, settled_at = now(),
        problem = ${JSON.stringify(decision.problem)}::jsonb`;
  }
}

async function changeCertificate(
  transaction: Transaction,
  { orderId, claimedAt }: RevocationClaim,
  certificate: 'revoked' | 'rejected' | 'by-state',
): Promise<void> {
  const to = certificate === 'by-state' ? await stateAfter(transaction, orderId) : certificate;
  const change = certificateChange({ orderId, to, description: null, at: claimedAt });
  await transaction.$queryRaw`WITH ${change} SELECT id FROM changed`;
}

async function stateAfter(transaction: Transaction, orderId: string): Promise<'revoked' | 'rejected'> {
  const [order] = await transaction.$queryRaw<{ issued: boolean }[]>`
    SELECT coalesce(certificate_status IN ('issued', 'replaced'), false) AS issued FROM orders
    WHERE id = ${orderId} FOR NO KEY UPDATE`;
  return order?.issued === true ? 'revoked' : 'rejected';
}
