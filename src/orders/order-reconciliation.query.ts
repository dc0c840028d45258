import { Injectable } from '@nestjs/common';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { type ReconciliationResponse } from './dto/reconciliation.response.js';

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
    return {
      orderId,
      status,
      checks: reconciliation?.checks ?? 0,
      lastCheckedAt: reconciliation?.lastCheckedAt?.toISOString() ?? null,
      nextCheckAt: (isSearched && reconciliation?.nextCheckAt.toISOString()) || null,
      result: (reconciliation?.result ?? null) as ReconciliationResponse['result'],
      absentSince: reconciliation?.firstAbsentAt?.toISOString() ?? null,
      candidates: (reconciliation?.candidates ?? []) as unknown as ReconciliationResponse['candidates'],
      resubmittedAt: reconciliation?.resubmittedAt?.toISOString() ?? null,
    };
  }

  /** Lets the next worker look at once. False when the order's outcome is not unknown. */
  async hasten(orderId: string): Promise<boolean> {
    const changed = await this.prisma.$executeRaw`
      INSERT INTO reconciliations (order_id, next_check_at)
      SELECT id, now() FROM orders WHERE id = ${orderId} AND status = 'outcome-unknown'
      ON CONFLICT (order_id) DO UPDATE SET next_check_at = excluded.next_check_at`;
    return changed > 0;
  }
}
