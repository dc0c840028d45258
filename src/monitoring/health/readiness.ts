import { Injectable } from '@nestjs/common';
import { SubmissionBreaker } from '../../gate/submission-breaker.query.js';
import { DatabaseHealth } from '../../platform/prisma/database-health.js';
import { DATABASE_TROUBLE_WORDS, type DatabaseTrouble } from '../../platform/prisma/database-trouble.js';
import { MIGRATIONS_PATH } from '../../platform/prisma/migration-files.js';
import { pendingMigrations } from '../../platform/prisma/migrations.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { RedisHealth } from '../../platform/queues/redis-health.js';
import { isHarmless, REDIS_TROUBLE_WORDS, type RedisTrouble } from '../../platform/queues/redis-trouble.js';
import { within } from '../../shared/within.js';

type State = 'up' | 'down';

/** By the attempts of late; nobody connects to find out. */
type SectigoState = 'reachable' | 'unreachable (breaker open)' | 'not known';

/** The worst of what is amiss, if anything is. */
interface Told<Trouble> {
  readonly trouble?: Trouble;
  readonly explanation?: string;
}

export interface ReadinessReport {
  readonly status: 'ok' | 'degraded' | 'unavailable';
  readonly details: {
    readonly postgres: { readonly state: State; readonly pendingMigrations?: number } & Told<DatabaseTrouble>;
    readonly redis: { readonly state: State; readonly maxmemoryPolicy?: string } & Told<RedisTrouble>;
    readonly sectigo: { readonly state: SectigoState };
  };
}

const LOOK_FOR_MS = 2_000;

@Injectable()
export class Readiness {
  constructor(
    private readonly prisma: PrismaService,
    private readonly breaker: SubmissionBreaker,
    private readonly databaseHealth: DatabaseHealth,
    private readonly redisHealth: RedisHealth,
  ) {}

  async report(): Promise<ReadinessReport> {
    const [postgres, redis, sectigo] = await Promise.all([this.postgres(), this.redis(), this.sectigo()]);
    const available = postgres.state === 'up' && postgres.pendingMigrations === 0;
    return {
      status: available ? (redis.trouble === undefined ? 'ok' : 'degraded') : 'unavailable',
      details: { postgres, redis, sectigo },
    };
  }

  private async postgres(): Promise<ReadinessReport['details']['postgres']> {
    const trouble = await this.databaseHealth.trouble();
    if (trouble !== null) return { state: 'down', trouble, explanation: DATABASE_TROUBLE_WORDS[trouble] };
    try {
      const pending = await within(LOOK_FOR_MS, pendingMigrations(this.prisma.pool, MIGRATIONS_PATH));
      return { state: 'up', pendingMigrations: pending.length };
    } catch {
      return { state: 'down' };
    }
  }

  private async redis(): Promise<ReadinessReport['details']['redis']> {
    const { troubles, ...told } = await this.redisHealth.state();
    const [trouble] = troubles;
    if (trouble === undefined) return { state: 'up', ...told };
    const state = isHarmless(trouble) ? 'up' : 'down';
    return { state, ...told, trouble, explanation: REDIS_TROUBLE_WORDS[trouble] };
  }

  private async sectigo(): Promise<ReadinessReport['details']['sectigo']> {
    try {
      const state = await within(LOOK_FOR_MS, this.breaker.state());
      return { state: state === 'closed' ? 'reachable' : 'unreachable (breaker open)' };
    } catch {
      return { state: 'not known' };
    }
  }
}
