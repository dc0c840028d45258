import { Injectable } from '@nestjs/common';
import { type Actor } from '../../access/principal.js';
import { appendAudit } from '../../audit/append-audit.query.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type ReconciliationCandidate, type ReconciliationResponse } from './reconciliation.response.js';

/** As it is stored; an older version, which may run beside this one, keeps nothing of what cannot be read. */
type StoredCandidate = Omit<ReconciliationCandidate, 'placedAt' | 'unreadable'> & {
  readonly placedAt: string | null;
  readonly unreadable?: ReconciliationCandidate['unreadable'];
};

type Search = Omit<ReconciliationResponse, 'candidates'> & {
  readonly candidates: readonly StoredCandidate[];
};

/** What the search for an order whose outcome is unknown has found so far. */
@Injectable()
export class OrderReconciliationQuery {
  constructor(private readonly prisma: PrismaService) {}

  async of(orderId: string): Promise<ReconciliationResponse> {
    // one statement: two would tell of an order that is settled in between as unknown and found
    const [search] = await this.prisma.$queryRaw<[Search]>`
      SELECT id AS "orderId", status, coalesce(checks, 0) AS checks, last_checked_at AS "lastCheckedAt",
             CASE WHEN status = 'outcome-unknown' THEN next_check_at END AS "nextCheckAt", result,
             searched_by AS "searchedBy",
             first_absent_at AS "absentSince", coalesce(candidates, '[]') AS candidates,
             coalesce(more_candidates, 0) AS "moreCandidates", resubmitted_at AS "resubmittedAt"
      FROM orders LEFT JOIN reconciliations ON order_id = id WHERE id = ${orderId}`;
    const candidates = search.candidates.map(({ placedAt, unreadable = {}, ...candidate }) => ({
      ...candidate,
      // it existed when the report was read, whatever its own time says
      placedAt: placedAt ?? search.lastCheckedAt?.toISOString() ?? '',
      unreadable,
    }));
    return { ...search, candidates };
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
