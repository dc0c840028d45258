import { Injectable } from '@nestjs/common';
import { type Actor } from '../access/principal.js';
import { appendAudit } from '../audit/append-audit.query.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { type ReconciliationCandidate, type ReconciliationResponse } from './dto/reconciliation.response.js';

/** As it is stored; an older version, which may run beside this one, keeps nothing of what cannot be read. */
type StoredCandidate = Omit<ReconciliationCandidate, 'placedAt' | 'unreadable'> & {
  readonly placedAt: string | null;
  readonly unreadable?: ReconciliationCandidate['unreadable'];
};

/** What the search for an order whose outcome is unknown has found so far. */
@Injectable()
export class OrderReconciliationQuery {
  constructor(private readonly prisma: PrismaService) {}

  async of(orderId: string): Promise<ReconciliationResponse> {
    const { status, reconciliation } = await this.prisma.order.findUniqueOrThrow({
      where: { id: orderId },
      select: { status: true, reconciliation: true },
    });
    const isSearched = status === 'outcome-unknown';
    const lastCheckedAt = reconciliation?.lastCheckedAt?.toISOString() ?? null;
    const candidates = (reconciliation?.candidates ?? []) as unknown as readonly StoredCandidate[];
    return {
      orderId,
      status,
      checks: reconciliation?.checks ?? 0,
      lastCheckedAt,
      nextCheckAt: (isSearched && reconciliation?.nextCheckAt.toISOString()) || null,
      result: (reconciliation?.result ?? null) as ReconciliationResponse['result'],
      absentSince: reconciliation?.firstAbsentAt?.toISOString() ?? null,
      candidates: candidates.map(({ placedAt, unreadable = {}, ...candidate }) => ({
        ...candidate,
        // it was there when the report was read, whatever its own time says
        placedAt: placedAt ?? lastCheckedAt ?? '',
        unreadable,
      })),
      moreCandidates: reconciliation?.moreCandidates ?? 0,
      resubmittedAt: reconciliation?.resubmittedAt?.toISOString() ?? null,
    };
  }

  /**
   * Lets the next worker look at once. False when the order's outcome is not unknown; where a check is due already, there
   * is nothing to change. The order is locked, so that it is not settled meanwhile.
   */
  async hasten(orderId: string, by: Actor): Promise<boolean> {
    const searched = await this.prisma.$queryRaw<{ id: string }[]>`
      WITH searched AS (
        SELECT id FROM orders WHERE id = ${orderId} AND status = 'outcome-unknown' FOR NO KEY UPDATE
      ), hastened AS (
        INSERT INTO reconciliations AS search (order_id, next_check_at) SELECT id, now() FROM searched
        ON CONFLICT (order_id) DO UPDATE SET next_check_at = excluded.next_check_at WHERE search.next_check_at > now()
        RETURNING order_id AS id, next_check_at
      ), changed AS (
        SELECT hastened.id, jsonb_build_object('nextCheckAt', earlier.next_check_at) AS before,
               jsonb_build_object('nextCheckAt', hastened.next_check_at) AS after
        FROM hastened LEFT JOIN reconciliations AS earlier ON earlier.order_id = hastened.id
      ), audit AS (${appendAudit('changed', { by, action: 'order.reconcile' })})
      SELECT id FROM searched`;
    return searched.length > 0;
  }
}
