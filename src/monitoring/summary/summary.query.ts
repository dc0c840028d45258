import { Injectable } from '@nestjs/common';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { allSpend, countedSpend } from '../counts/counts.query.js';
import { CountsRepository } from '../counts/counts.repository.js';
import {
  type AttemptCountResponse,
  type ClientSpendResponse,
  type TimeToPlacedResponse,
} from './summary.response.js';

/** The period of attempts and times in the summary, in hours. */
const RECENT_HOURS = 24;

/** Recent numbers from the database: available right after a restart, and the same from every process. */
@Injectable()
export class SummaryQuery {
  constructor(
    private readonly prisma: PrismaService,
    private readonly counts: CountsRepository,
  ) {}

  async attempts(): Promise<AttemptCountResponse[]> {
    return this.prisma.$queryRaw<AttemptCountResponse[]>`
      SELECT outcome, sectigo_code AS "sectigoCode", count(*)::int AS count FROM attempts
      WHERE started_at >= now() - make_interval(hours => ${RECENT_HOURS}) AND outcome IS NOT NULL
      GROUP BY outcome, sectigo_code ORDER BY count DESC, outcome, sectigo_code`;
  }

  /** From acceptance to Sectigo's confirmation, in seconds. */
  async timeToPlaced(): Promise<TimeToPlacedResponse> {
    const [times] = await this.prisma.$queryRaw<TimeToPlacedResponse[]>`
      SELECT count(*)::int AS placed,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM placed_at - created_at)) AS p50,
             percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM placed_at - created_at)) AS p95
      FROM orders WHERE placed_at >= now() - make_interval(hours => ${RECENT_HOURS})`;
    return times ?? { placed: 0, p50: null, p95: null };
  }

  /** This month's spenders, the highest first; days and months are those of UTC. Test orders are not billed. */
  async spend(): Promise<ClientSpendResponse[]> {
    const { lastSeq, ordersCountedAt } = await this.counts.position();
    const since = Prisma.sql`date_trunc('month', now(), 'UTC')`;
    return this.prisma.$queryRaw<ClientSpendResponse[]>`
      SELECT client_id AS "clientId", name, today::text, month::text FROM (
        SELECT client_id, sum(amount) AS month,
               coalesce(sum(amount) FILTER (WHERE at >= date_trunc('day', now(), 'UTC')), 0.00) AS today
        FROM (${ordersCountedAt === null ? allSpend(since) : countedSpend(lastSeq, since)}) AS amounts
        GROUP BY client_id
      ) AS spent JOIN clients ON clients.id = client_id
      ORDER BY month DESC, client_id`;
  }
}
