import { expect } from '@jest/globals';
import pg from 'pg';
import { EventLogQuery } from '../../../src/events/event-log.query.js';
import { CountHistory } from '../../../src/monitoring/counts/count-history.js';
import { CountsRepository } from '../../../src/monitoring/counts/counts.repository.js';
import { CertificateStateQuery } from '../../../src/monitoring/metrics/certificate-state.query.js';
import { GatewayStateQuery } from '../../../src/monitoring/metrics/gateway-state.query.js';
import { ActivityQuery } from '../../../src/monitoring/summary/activity.query.js';
import { SummaryQuery } from '../../../src/monitoring/summary/summary.query.js';
import { PrismaService } from '../../../src/platform/prisma/prisma.service.js';
import { createDatabase, type TestDatabase } from '../../support/servers.js';
import { RealOrders } from '../model/real-orders.js';

/** Events in no order, many of them about where a time that is asked for begins; a third of what is placed is not billed. */
const ODDITIES = `
  CREATE FUNCTION at_an_odd_time() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    n int := abs(hashint8(NEW.seq) / 2);
  BEGIN
    NEW.created_at := now() - interval '1 minute' * CASE NEW.seq % 3
      WHEN 0 THEN n % 131040 WHEN 1 THEN n % 1500
      ELSE (ARRAY[60, 1440, 1500, 10080, 129600])[1 + n % 5] + n % 61 - 30 END;
    RETURN NEW;
  END $$;
  CREATE TRIGGER at_an_odd_time BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION at_an_odd_time();
  CREATE FUNCTION oddly_placed() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.placed_at := now() - interval '1 hour' * (abs(hashtext(NEW.id) / 2) % 1000);
    NEW.test := hashtext(NEW.id) % 3 = 0;
    RETURN NEW;
  END $$;
  CREATE TRIGGER oddly_placed BEFORE UPDATE ON orders
    FOR EACH ROW WHEN (NEW.status = 'placed' AND OLD.status <> 'placed') EXECUTE FUNCTION oddly_placed()`;

const START_AGAIN = `
  TRUNCATE events, attempts, duplicate_guards, reconciliations, status_polls, orders, hourly_events, daily_spend, final_order_counts,
           final_order_departures RESTART IDENTITY CASCADE;
  UPDATE counting_position SET last_seq = 0, orders_counted_at = NULL`;

/** Orders on a real Postgres, those who count them, and what counting everything gives. */
export class CountedOrders {
  readonly prisma: PrismaService;
  readonly counts: CountsRepository;
  readonly log: EventLogQuery;
  readonly history: CountHistory;
  readonly orders: RealOrders;
  private clients: pg.Client[] = [];

  private constructor(private readonly database: TestDatabase) {
    this.prisma = new PrismaService(database.url, 6);
    this.counts = new CountsRepository(this.prisma);
    this.log = new EventLogQuery(this.prisma);
    this.history = new CountHistory(this.log, this.counts);
    this.orders = new RealOrders(database.url);
  }

  static async create(): Promise<CountedOrders> {
    const counted = new CountedOrders(await createDatabase());
    await counted.orders.connect();
    await counted.orders.database.query(ODDITIES);
    return counted;
  }

  async close(): Promise<void> {
    await this.disconnect();
    await this.orders.close();
    await this.prisma.onApplicationShutdown();
    await this.database.drop();
  }

  async startAgain(): Promise<void> {
    await this.disconnect();
    await this.orders.database.query(START_AGAIN);
    await this.orders.reset();
  }

  count(): Promise<void> {
    return this.history.execute(new AbortController().signal);
  }

  async makeRecountDue(): Promise<void> {
    await this.orders.database.query(
      `UPDATE counting_position SET orders_counted_at = orders_counted_at - interval '25 hours'`,
    );
  }

  async aClient(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.database.url });
    await client.connect();
    this.clients.push(client);
    return client;
  }

  /** What the gateway says and what counting everything gives, at one moment. */
  async expectRight(hours?: number): Promise<void> {
    await this.prisma.$transaction(
      async (transaction) => {
        const db = transaction as PrismaService;
        const state = new GatewayStateQuery(db, new CertificateStateQuery(db), new CountsRepository(db));
        const said = (await state.read()).statuses.map(({ status, count }) => ({ status, count }));
        const all = await db.$queryRaw`SELECT status, count(*)::int AS count FROM orders GROUP BY status`;
        expect(said.sort(byStatus)).toEqual((all as typeof said).sort(byStatus));
        if (hours === undefined) return;
        await this.expectActivity(db, hours);
        await this.expectSpend(db);
      },
      { isolationLevel: 'RepeatableRead' },
    );
  }

  private async expectActivity(db: PrismaService, hours: number): Promise<void> {
    const { data, stepSeconds } = await new ActivityQuery(db, new CountsRepository(db)).overHours(hours);
    const all = await db.$queryRaw`
      SELECT to_timestamp(floor(extract(epoch FROM created_at) / ${stepSeconds}::int) * ${stepSeconds}::int) AS "from",
             count(*) FILTER (WHERE type = 'order.accepted')::int AS accepted,
             count(*) FILTER (WHERE type IN ('order.placed', 'order.reconciled'))::int AS placed,
             count(*) FILTER (WHERE type = 'order.rejected')::int AS rejected,
             count(*) FILTER (WHERE type = 'order.failed')::int AS failed,
             count(*) FILTER (WHERE type = 'order.held')::int AS held,
             count(*) FILTER (WHERE type = 'order.outcome-unknown')::int AS "outcomeUnknown"
      FROM events WHERE created_at >= now() - make_interval(hours => ${hours}) GROUP BY 1 ORDER BY 1`;
    const isTold = ({ from: _, ...told }: (typeof data)[number]): boolean =>
      Object.values(told).some(Boolean);
    expect(data.filter(isTold)).toEqual((all as typeof data).filter(isTold));
  }

  private async expectSpend(db: PrismaService): Promise<void> {
    const said = await new SummaryQuery(db, new CountsRepository(db)).spend();
    const all = await db.$queryRaw`
      SELECT client_id AS "clientId", sum(cost)::text AS month,
             coalesce(sum(cost) FILTER (WHERE placed_at >= date_trunc('day', now(), 'UTC')), 0.00)::text AS today
      FROM orders WHERE placed_at >= date_trunc('month', now(), 'UTC') AND NOT test AND cost IS NOT NULL
      GROUP BY client_id ORDER BY sum(cost) DESC, client_id`;
    expect(said.map(({ clientId, month, today }) => ({ clientId, month, today }))).toEqual(all);
  }

  private async disconnect(): Promise<void> {
    await Promise.all(this.clients.splice(0).map((client) => client.end()));
  }
}

function byStatus(one: { readonly status: string }, other: { readonly status: string }): number {
  return one.status < other.status ? -1 : 1;
}
