import { Inject, Injectable } from '@nestjs/common';
import { SubmissionBreaker } from '../outbox/submission-breaker.query.js';
import { pendingMigrations } from '../platform/prisma/migrations.js';
import { PrismaService } from '../platform/prisma/prisma.service.js';
import { type Connection, PRODUCER_CONNECTION } from '../platform/queues/queues.module.js';

type State = 'up' | 'down';

/** By the attempts of late; nobody connects to find out. */
type SectigoState = 'reachable' | 'unreachable (breaker open)' | 'not known';

export interface ReadinessReport {
  readonly status: 'ok' | 'degraded' | 'unavailable';
  readonly details: {
    readonly postgres: { readonly state: State; readonly pendingMigrations?: number };
    readonly redis: { readonly state: State; readonly maxmemoryPolicy?: string };
    readonly sectigo: { readonly state: SectigoState };
  };
}

/** Where the migrations of this build are. */
export const MIGRATIONS_DIR = Symbol('migrations directory');

const LOOK_FOR_MS = 2_000;

@Injectable()
export class Readiness {
  constructor(
    private readonly prisma: PrismaService,
    private readonly breaker: SubmissionBreaker,
    @Inject(PRODUCER_CONNECTION) private readonly producer: Connection,
    @Inject(MIGRATIONS_DIR) private readonly migrationsDir: string,
  ) {}

  async report(): Promise<ReadinessReport> {
    const [postgres, redis, sectigo] = await Promise.all([this.postgres(), this.redis(), this.sectigo()]);
    const available = postgres.state === 'up' && postgres.pendingMigrations === 0;
    const healthy = redis.state === 'up' && (redis.maxmemoryPolicy ?? 'noeviction') === 'noeviction';
    return {
      status: available ? (healthy ? 'ok' : 'degraded') : 'unavailable',
      details: { postgres, redis, sectigo },
    };
  }

  private async postgres(): Promise<ReadinessReport['details']['postgres']> {
    try {
      const pending = await within(LOOK_FOR_MS, pendingMigrations(this.prisma.pool, this.migrationsDir));
      return { state: 'up', pendingMigrations: pending.length };
    } catch {
      return { state: 'down' };
    }
  }

  private async redis(): Promise<ReadinessReport['details']['redis']> {
    try {
      const info = await within(LOOK_FOR_MS, this.producer.redis.info('memory'));
      const policy = /maxmemory_policy:(\S+)/.exec(info)?.[1];
      return { state: 'up', ...(policy !== undefined && { maxmemoryPolicy: policy }) };
    } catch {
      return { state: 'down' };
    }
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

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
