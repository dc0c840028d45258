import { Injectable } from '@nestjs/common';
import { Prisma } from '../platform/prisma/generated/client.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';

/** `open`: nothing is sent. `half-open`: one attempt at a time finds out whether Sectigo is there again. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** Of the gate's row. */
export const BREAKER_STATE = Prisma.sql`CASE WHEN slowed_by IS DISTINCT FROM 'breaker' THEN 'closed'
  WHEN not_before > now() THEN 'open' ELSE 'half-open' END`;

/** Whether Sectigo could be reached recently: the same answer in all processes, even those that send nothing. */
@Injectable()
export class SubmissionBreaker {
  constructor(private readonly prisma: PrismaService) {}

  /** What blocks recent attempts: Sectigo cannot be reached, or the proxy refuses. */
  async obstacle(): Promise<'breaker' | 'proxy' | null> {
    const [gate] = await this.prisma.$queryRaw<{ obstacle: 'breaker' | 'proxy' | null }[]>`
      SELECT CASE WHEN closed_by = 'proxy' THEN 'proxy' WHEN ${BREAKER_STATE} <> 'closed' THEN 'breaker' END AS obstacle
      FROM submission_gate`;
    return gate?.obstacle ?? null;
  }
}
