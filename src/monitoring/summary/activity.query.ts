import { Injectable } from '@nestjs/common';
import { type OrderEventType } from '../../events/event-type.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { type ActivityBucketResponse, type ActivityResponse } from './summary.response.js';

/** The longest time asked for is cut into at most so many buckets. */
const MOST_BUCKETS = 96;
const STEPS_S = [300, 900, 3_600, 21_600, 86_400];

/** Buckets of an hour and more are counted from many events, and are hardly other ones a minute later. */
const LONG_STEP_S = 3_600;
const FRESH_FOR_MS = 60_000;

/** What happened over time, from the event log; buckets without events are there as well. */
@Injectable()
export class ActivityQuery {
  private last:
    { readonly hours: number; readonly at: number; readonly activity: Promise<ActivityResponse> } | undefined;

  constructor(private readonly prisma: PrismaService) {}

  overHours(hours: number): Promise<ActivityResponse> {
    const stepS = stepFor(hours);
    if (stepS < LONG_STEP_S) return this.count(hours, stepS);
    const now = performance.now();
    if (this.last?.hours === hours && now - this.last.at <= FRESH_FOR_MS) return this.last.activity;
    const activity = this.count(hours, stepS);
    this.last = { hours, at: now, activity };
    activity.catch(() => (this.last = undefined));
    return activity;
  }

  private async count(hours: number, stepS: number): Promise<ActivityResponse> {
    const data = await this.prisma.$queryRaw<ActivityBucketResponse[]>`
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
    return { stepSeconds: stepS, data };
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
