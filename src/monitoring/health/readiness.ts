import { Injectable } from '@nestjs/common';
import { SubmissionBreaker } from '../../gate/submission-breaker.query.js';
import { DatabaseHealth } from '../../platform/prisma/database-health.js';
import { DATABASE_TROUBLE_WORDS } from '../../platform/prisma/database-trouble.js';
import { MIGRATIONS_PATH } from '../../platform/prisma/migration-files.js';
import { pendingMigrations } from '../../platform/prisma/migrations.js';
import { PrismaService } from '../../platform/prisma/prisma.service.js';
import { RedisHealth } from '../../platform/queues/redis-health.js';
import { isHarmless, REDIS_TROUBLE_WORDS } from '../../platform/queues/redis-trouble.js';
import { within } from '../../shared/within.js';
import { Upstream } from '../../upstream/upstream.js';
import {
  type PostgresState,
  type ReadinessResponse,
  type RedisState,
  type SectigoState,
} from './health.response.js';

const LOOK_FOR_MS = 2_000;
const UNREACHABLE = {
  breaker: 'unreachable (breaker open)',
  proxy: 'unreachable (the proxy refuses the gateway)',
} as const;

@Injectable()
export class Readiness {
  private draining = false;

  constructor(
    private readonly prisma: PrismaService,
    private readonly breaker: SubmissionBreaker,
    private readonly databaseHealth: DatabaseHealth,
    private readonly redisHealth: RedisHealth,
    private readonly upstream: Upstream,
  ) {}

  /** Load balancers must send requests elsewhere before the listener closes. */
  drain(): void {
    this.draining = true;
  }

  async report(): Promise<ReadinessResponse> {
    const [postgres, redis, sectigo] = await Promise.all([this.postgres(), this.redis(), this.sectigo()]);
    const available = !this.draining && postgres.state === 'up' && postgres.pendingMigrations === 0;
    return {
      status: available ? (redis.trouble === undefined ? 'ok' : 'degraded') : 'unavailable',
      details: { postgres, redis, sectigo },
      simulated: this.upstream.simulated,
      ...(this.draining && { draining: true }),
    };
  }

  private async postgres(): Promise<PostgresState> {
    const trouble = await this.databaseHealth.trouble();
    if (trouble !== null) return { state: 'down', trouble, explanation: DATABASE_TROUBLE_WORDS[trouble] };
    try {
      const pending = await within(LOOK_FOR_MS, pendingMigrations(this.prisma.pool, MIGRATIONS_PATH));
      return { state: 'up', pendingMigrations: pending.length };
    } catch {
      return { state: 'down' };
    }
  }

  private async redis(): Promise<RedisState> {
    const { troubles, ...told } = await this.redisHealth.state();
    const [trouble] = troubles;
    if (trouble === undefined) return { state: 'up', ...told };
    const state = isHarmless(trouble) ? 'up' : 'down';
    return { state, ...told, trouble, explanation: REDIS_TROUBLE_WORDS[trouble] };
  }

  /** From recent attempts; the check itself does not connect. */
  private async sectigo(): Promise<SectigoState> {
    try {
      const obstacle = await within(LOOK_FOR_MS, this.breaker.obstacle());
      return { state: obstacle === null ? 'reachable' : UNREACHABLE[obstacle] };
    } catch {
      return { state: 'not known' };
    }
  }
}
