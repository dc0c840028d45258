import { Injectable } from '@nestjs/common';
import { type OrderEventType } from '../../events/event-type.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { IS_COUNTED, notCounted, PLACED_EVENT_TYPES } from '../counts/counts.query.js';
import { CountsRepository } from '../counts/counts.repository.js';
import { type ActivityBucketResponse, type ActivityResponse } from './summary.response.js';

/** The longest time asked for is cut into at most so many buckets. */
const MOST_BUCKETS = 96;
const STEPS_S = [300, 900, 3_600, 21_600, 86_400];

/** Buckets of so long are made of whole hours. */
const HOUR_S = 3_600;

/** Events over time, from the event log and its counts; including buckets without events. */
@Injectable()
export class ActivityQuery {
  constructor(
    private readonly prisma: PrismaService,
    private readonly counts: CountsRepository,
  ) {}

  async overHours(hours: number): Promise<ActivityResponse> {
    const stepS = stepFor(hours);
    const { lastSeq } = await this.counts.position();
    const start = Prisma.sql`now() - make_interval(hours => ${hours})`;
    // the first hour is not asked for as a whole
    const countedFrom =
      stepS < HOUR_S
        ? Prisma.sql`'infinity'::timestamptz`
        : Prisma.sql`date_trunc('hour', ${start}, 'UTC') + interval '1 hour'`;
    const data = await this.prisma.$queryRaw<ActivityBucketResponse[]>`
      WITH happened AS (
        SELECT hour AS at, type, count FROM hourly_events WHERE hour >= ${countedFrom}
        UNION ALL SELECT created_at, type, 1 FROM events
        WHERE created_at >= ${start} AND created_at < ${countedFrom} AND ${IS_COUNTED} AND type LIKE 'order.%'
        UNION ALL SELECT created_at, type, 1 FROM events
        WHERE created_at >= ${start} AND ${notCounted(lastSeq)} AND type LIKE 'order.%'
      ), counted AS (
        SELECT floor(extract(epoch FROM at) / ${stepS}::int) * ${stepS}::int AS at, type, sum(count) AS count
        FROM happened GROUP BY 1, 2
      )
      SELECT to_timestamp(bucket.at) AS "from",
             ${counts('order.accepted')} AS accepted, ${counts(...PLACED_EVENT_TYPES)} AS placed,
             ${counts('order.rejected')} AS rejected, ${counts('order.failed')} AS failed,
             ${counts('order.held')} AS held, ${counts('order.outcome-unknown')} AS "outcomeUnknown"
      FROM generate_series(
             floor(extract(epoch FROM ${start}) / ${stepS}::int) * ${stepS}::int,
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
