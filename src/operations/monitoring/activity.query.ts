import { Injectable } from '@nestjs/common';
import { type OrderEventType } from '../../events/event-type.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';

/** Orders that came to something between `from` and the next bucket's. */
export interface ActivityBucket {
  readonly from: Date;
  readonly accepted: number;
  readonly placed: number;
  readonly rejected: number;
  readonly failed: number;
  readonly held: number;
  readonly outcomeUnknown: number;
}

/** The longest time asked for is cut into at most so many buckets. */
const MOST_BUCKETS = 96;
const STEPS_S = [300, 900, 3_600, 21_600, 86_400];

/** What happened over time, from the event log; buckets without events are there as well. */
@Injectable()
export class ActivityQuery {
  constructor(private readonly prisma: PrismaService) {}

  async overHours(hours: number): Promise<{ stepS: number; buckets: ActivityBucket[] }> {
    const stepS = stepFor(hours);
    const buckets = await this.prisma.$queryRaw<ActivityBucket[]>`
      WITH counted AS (
        SELECT floor(extract(epoch FROM created_at) / ${stepS}::int) * ${stepS}::int AS at, type, count(*)::int AS count
        FROM events
        WHERE created_at >= now() - make_interval(hours => ${hours}) AND type LIKE 'order.%'
        GROUP BY 1, 2
      )
      SELECT to_timestamp(bucket.at) AS "from",
             ${counts('order.accepted')} AS accepted, ${counts('order.placed', 'order.reconciled')} AS placed,
             ${counts('order.rejected')} AS rejected, ${counts('order.failed')} AS failed,
             ${counts('order.held')} AS held, ${counts('order.outcome-unknown')} AS "outcomeUnknown"
      FROM generate_series(
             floor(extract(epoch FROM now() - make_interval(hours => ${hours})) / ${stepS}::int) * ${stepS}::int,
             extract(epoch FROM now()), ${stepS}::int) AS bucket(at)
      LEFT JOIN counted USING (at)
      GROUP BY bucket.at ORDER BY bucket.at`;
    return { stepS, buckets };
  }
}

function stepFor(hours: number): number {
  const fits = STEPS_S.find((stepS) => (hours * 3_600) / stepS <= MOST_BUCKETS);
  if (fits === undefined) throw new RangeError(`no step for ${hours} hours`);
  return fits;
}

function counts(...types: readonly OrderEventType[]): Prisma.Sql {
  return Prisma.sql`coalesce(sum(count) FILTER (WHERE type IN (${Prisma.join(types)})), 0)::int`;
}
