import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Metrics } from '../metrics/metrics.js';
import { TroubleWatch } from '../metrics/trouble-watch.js';
import { Fresh } from '../scheduling/fresh.js';
import { PeriodicTask } from '../scheduling/periodic-task.js';
import { within } from '../../shared/within.js';
import { DATABASE_TROUBLE_WORDS, type DatabaseTrouble, databaseTrouble } from './database-trouble.js';
import { PrismaService } from './prisma.service.js';

const LOOK_EVERY_MS = 5_000;
/** Readiness needs no key, so checks are limited. */
const FRESH_FOR_MS = 1_000;
const ANSWER_WITHIN_MS = 2_000;

const BEAT = `INSERT INTO heartbeat (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET at = excluded.at`;
/** Not migrated yet, which readiness reports separately. */
const UNDEFINED_TABLE = '42P01';

/** Whether Postgres takes writes, by writing. */
@Injectable()
export class DatabaseHealth implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly watch: TroubleWatch<DatabaseTrouble>;
  private readonly fresh = new Fresh(FRESH_FOR_MS, () => this.look());
  private readonly task = new PeriodicTask('look at Postgres', LOOK_EVERY_MS, async () => {
    await this.trouble();
  });

  constructor(
    private readonly prisma: PrismaService,
    { registry }: Metrics,
  ) {
    this.watch = new TroubleWatch(registry, new Logger(DatabaseHealth.name), {
      metric: 'gateway_postgres_trouble',
      help: 'Whether Postgres has this trouble, as this process sees it.',
      words: DATABASE_TROUBLE_WORDS,
      ended: 'Postgres takes writes',
    });
    const { pool } = prisma;
    new Gauge({
      name: 'gateway_db_connections',
      help: 'Connections of this process to Postgres by state; `waiting` counts requests that wait for a connection.',
      labelNames: ['state'],
      registers: [registry],
      collect() {
        this.set({ state: 'open' }, pool.totalCount);
        this.set({ state: 'idle' }, pool.idleCount);
        this.set({ state: 'waiting' }, pool.waitingCount);
      },
    });
  }

  onApplicationBootstrap(): void {
    this.task.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.task.stop();
  }

  /** Null: there is none. Never rejects. */
  trouble(): Promise<DatabaseTrouble | null> {
    return this.fresh.get();
  }

  private async look(): Promise<DatabaseTrouble | null> {
    const trouble = await this.beat();
    this.watch.see(trouble === null ? [] : [trouble]);
    return trouble;
  }

  private async beat(): Promise<DatabaseTrouble | null> {
    try {
      await within(ANSWER_WITHIN_MS, this.prisma.pool.query(BEAT));
      return null;
    } catch (error) {
      return (error as { code?: unknown }).code === UNDEFINED_TABLE ? null : databaseTrouble(error);
    }
  }
}
