import { Injectable } from '@nestjs/common';
import { FINAL_STATUSES } from '../../orders/domain/order-status.js';
import { Prisma } from '../../platform/prisma/generated/client.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { IS_BILLED, MAKES_FINAL, MAKES_PLACED } from './counts.query.js';

/** Up to which event the counts go. */
export interface CountingPosition {
  readonly lastSeq: bigint;
  /** When the final orders were last counted one by one; null: never, and their counts mean nothing yet. */
  readonly ordersCountedAt: Date | null;
  /** That is a day ago, or never was. */
  readonly recountDue: boolean;
}

/** Counts are corrected daily, in case rows were dropped or changed by hand. */
const RECOUNT_EVERY = Prisma.sql`interval '1 day'`;

/**
 * Counts of events: tables of hours, spend and final orders, with the position of the last counted event.
 * Each write moves the position by a condition, so of several workers one counts, and a kill leaves no half.
 */
@Injectable()
export class CountsRepository {
  constructor(private readonly prisma: PrismaService) {}

  async position(): Promise<CountingPosition> {
    const [position] = await this.prisma.$queryRaw<CountingPosition[]>`
      SELECT last_seq AS "lastSeq", orders_counted_at AS "ordersCountedAt",
             coalesce(orders_counted_at < now() - ${RECOUNT_EVERY}, true) AS "recountDue"
      FROM counting_position`;
    if (position === undefined) throw new Error('the counting position has no row');
    return position;
  }

  /**
   * Counts the events up to this one, which must be settled and after the position. False: another process has moved
   * it, and nothing was counted.
   */
  async countEvents(from: CountingPosition, upTo: bigint): Promise<boolean> {
    const rows = await this.prisma.$queryRaw<object[]>`
      WITH moved AS (
        UPDATE counting_position SET last_seq = ${upTo} WHERE ${isAt(from)} RETURNING last_seq
      ), happened AS MATERIALIZED (
        SELECT date_trunc('hour', created_at, 'UTC') AS hour, type, data->>'status' AS status, order_id
        FROM moved, events WHERE seq > ${from.lastSeq} AND seq <= ${upTo} AND type LIKE 'order.%'
      ), hours AS (
        INSERT INTO hourly_events (hour, type, count)
        SELECT hour, type, count(*) FROM happened GROUP BY hour, type
        ON CONFLICT (hour, type) DO UPDATE SET count = hourly_events.count + excluded.count
      ), spent AS (
        INSERT INTO daily_spend (day, client_id, amount)
        SELECT date_trunc('day', placed_at, 'UTC'), client_id, sum(cost)
        FROM happened JOIN orders ON orders.id = order_id WHERE ${MAKES_PLACED} AND ${IS_BILLED} GROUP BY 1, 2
        ON CONFLICT (day, client_id) DO UPDATE SET amount = daily_spend.amount + excluded.amount
      ), departed AS (
        DELETE FROM final_order_departures USING moved RETURNING status, count
      ), changed AS (
        SELECT status, sum(count) AS count FROM (
          SELECT status, 1 AS count FROM happened WHERE ${MAKES_FINAL}
          UNION ALL SELECT status, -count FROM departed
        ) AS changes GROUP BY status
      ), finals AS (
        UPDATE final_order_counts AS final SET count = final.count + changed.count
        FROM changed WHERE final.status = changed.status
      )
      SELECT last_seq FROM moved`;
    return rows.length > 0;
  }

  /** Counts the final orders one by one, as they were at the position: without those that later events made final. */
  async countOrders(at: CountingPosition): Promise<void> {
    await this.prisma.$executeRaw`
      WITH moved AS (
        UPDATE counting_position SET orders_counted_at = now() WHERE ${isAt(at)} RETURNING last_seq
      ), departed AS (
        DELETE FROM final_order_departures USING moved
      ), later AS (
        SELECT data->>'status' AS status FROM events WHERE seq > ${at.lastSeq} AND ${MAKES_FINAL}
      )
      INSERT INTO final_order_counts (status, count)
      SELECT final.status, (SELECT count(*) FROM orders WHERE orders.status = final.status)
                         - (SELECT count(*) FROM later WHERE later.status = final.status)
      FROM moved, unnest(${FINAL_STATUSES}::text[]) AS final(status)
      ON CONFLICT (status) DO UPDATE SET count = excluded.count`;
  }
}

/** Checks number and time: counting orders keeps the number, and a statement that waited must not continue with old values. */
function isAt({ lastSeq, ordersCountedAt }: CountingPosition): Prisma.Sql {
  return Prisma.sql`last_seq = ${lastSeq} AND orders_counted_at IS NOT DISTINCT FROM ${ordersCountedAt}::timestamptz`;
}
