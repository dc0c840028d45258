import { Injectable } from '@nestjs/common';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type SubmissionJob } from './submission-queue.js';
import { intervalOf } from '../../platform/prisma/sql-interval.js';

@Injectable()
export class OpenOrdersQuery {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * Queued orders that have been due for `graceMs`: their jobs are late or lost. None while nothing may be sent. Any of
   * them, because which order a job is for does not matter.
   */
  async overdue(graceMs: number, limit: number): Promise<SubmissionJob[]> {
    return this.prisma.$queryRaw<SubmissionJob[]>`
      SELECT id AS "orderId", version FROM orders
      WHERE status = 'queued' AND next_attempt_at <= now() - ${intervalOf(graceMs)}
        AND EXISTS (SELECT FROM submission_gate
                    WHERE closed_at IS NULL AND (not_before IS NULL OR not_before <= now()))
      LIMIT ${limit}`;
  }
}
