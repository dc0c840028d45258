import { Injectable } from '@nestjs/common';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { IS_BILLED } from '../counts/counts.query.js';
import {
  type ClientMonthResponse,
  type DaySpendResponse,
  type MonthSpendResponse,
  type ProductSpendResponse,
} from './spend.response.js';

type MonthRow = Omit<MonthSpendResponse, 'byDay' | 'byClient' | 'byProduct'> & {
  readonly byDay: DaySpendResponse[] | null;
  readonly byClient: ClientMonthResponse[] | null;
  readonly byProduct: ProductSpendResponse[] | null;
};

@Injectable()
export class SpendQuery {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * Sectigo's charges for the orders placed in a month of UTC; null is the current one. From the orders themselves and in one
   * statement, so that days, clients and products have the same total.
   */
  async ofMonth(month: string | null): Promise<MonthSpendResponse> {
    const [row] = await this.prisma.$queryRaw<MonthRow[]>`
      WITH month AS (
        SELECT start, start + interval '1 month' AS until FROM (
          SELECT coalesce(${month}::text || '-01', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-01'))::timestamp
                 AS start
        ) AS chosen
      ), billed AS MATERIALIZED (
        SELECT date_trunc('day', placed_at AT TIME ZONE 'UTC') AS day, client_id, certificate_type, cost
        FROM orders, month
        WHERE placed_at >= start AT TIME ZONE 'UTC' AND placed_at < until AT TIME ZONE 'UTC' AND ${IS_BILLED}
      ), days AS (
        SELECT day, count(cost)::int AS orders, coalesce(sum(cost), 0.00) AS total
        FROM month, generate_series(start, least(until - interval '1 day', now() AT TIME ZONE 'UTC'), interval '1 day')
             AS day LEFT JOIN billed USING (day) GROUP BY day
      ), by_client AS (
        SELECT client_id, count(*)::int AS orders, sum(cost) AS total FROM billed GROUP BY client_id
      ), by_product AS (
        SELECT certificate_type, count(*)::int AS orders, sum(cost) AS total FROM billed GROUP BY certificate_type
      )
      SELECT to_char(start, 'YYYY-MM') AS month,
             (SELECT count(*)::int FROM billed) AS orders,
             (SELECT coalesce(sum(cost), 0.00)::text FROM billed) AS total,
             (SELECT json_agg(json_build_object('day', to_char(day, 'YYYY-MM-DD'), 'orders', orders,
                                                'total', total::text) ORDER BY day) FROM days) AS "byDay",
             (SELECT json_agg(json_build_object('clientId', client_id, 'name', name, 'orders', orders,
                                                'total', total::text) ORDER BY total DESC, client_id)
              FROM by_client JOIN clients ON clients.id = client_id) AS "byClient",
             (SELECT json_agg(json_build_object('certificateType', certificate_type, 'orders', orders,
                                                'total', total::text) ORDER BY total DESC, certificate_type)
              FROM by_product) AS "byProduct"
      FROM month`;
    if (row === undefined) throw new Error('a month has always a row');
    const { byDay, byClient, byProduct, ...sum } = row;
    return { ...sum, byDay: byDay ?? [], byClient: byClient ?? [], byProduct: byProduct ?? [] };
  }
}
